import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withPath } from '../model/read-text.ts';

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bytes of a file; `undefined` when there is none. */
export function readBytes(path: string): Buffer | undefined {
  // Synchronous on purpose: a package has thousands of small files, and promises cost more than the reads.
  try {
    return readFileSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw withPath(error, path);
  }
}

/** The hash of a text whatever line ends the checkout gave it. */
export function textHash(bytes: Buffer): string {
  return sha256(bytes.includes(13) ? bytes.toString('utf8').replaceAll('\r\n', '\n') : bytes);
}

export async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes the folders of a removed file that are empty now, up to the root. */
export async function removeEmptyFolders(root: string, path: string): Promise<void> {
  for (let folder = dirname(path); folder !== '.' && folder !== '/'; folder = dirname(folder)) {
    const at = join(root, folder);
    const left = await readdir(at).catch(() => ['?']);
    if (left.length > 0) return;
    await rmdir(at);
  }
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
