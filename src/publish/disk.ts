import { hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, rmdirSync, lstatSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasCode, readBytes } from '../model/read-text.ts';

// Synchronous on purpose: a package has thousands of small files, and promises cost more than the calls.

export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes);
}

/** Asked before a file is read that may well not be there: the error of reading it costs more. */
export function isMissing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    // Whoever reads it is told why.
    return false;
  }
}

/** The hash of a file's bytes; `null` when there is none. */
export function hashAt(path: string): string | null {
  const bytes = isMissing(path) ? undefined : readBytes(path);
  return bytes === undefined ? null : sha256(bytes);
}

/** The hash of a text whatever line ends the checkout gave it. */
export function textHash(bytes: Buffer): string {
  return sha256(bytes.includes(13) ? bytes.toString('utf8').replaceAll('\r\n', '\n') : bytes);
}

export function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Removes the folders that a removed file leaves empty, up to the root; also those of a removal that a kill cut off. */
export function removeEmptyFolders(root: string, path: string): void {
  for (let folder = dirname(path); folder !== '.' && folder !== '/'; folder = dirname(folder)) {
    const names = namesIn(join(root, folder));
    if (names === undefined) continue;
    if (names.length > 0) return;
    rmdirSync(join(root, folder));
  }
}

/** The names in a folder; `undefined` when there is none. */
export function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
