import { readFile } from 'node:fs/promises';

/** The text of a file; `undefined` when there is none. */
export async function readText(path: string): Promise<string | undefined> {
  return (await readBytes(path))?.toString('utf8');
}

/** The bytes of a file; `undefined` when there is none. */
export async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw withPath(error, path);
  }
}

/** The system names the path of what it cannot open, but not of what it cannot read: of a folder, for one. */
export function withPath(error: unknown, path: string): unknown {
  if (error instanceof Error && 'syscall' in error && !('path' in error)) Object.assign(error, { path });
  return error;
}
