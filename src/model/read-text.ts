import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

// Synchronous on purpose: a command has nothing else to do meanwhile, and a promise costs more than most files.

/** The text of a file; `undefined` when there is none. */
export function readText(path: string): string | undefined {
  return readBytes(path)?.toString('utf8');
}

/** The bytes of a file; `undefined` when there is none. */
export function readBytes(path: string): Buffer | undefined {
  return ofFile(path, () => readFileSync(path));
}

/** Used again and again: memory for each file would cost as much as to read it. */
let shared = Buffer.allocUnsafeSlow(64 * 1024);

/** The same, in memory that the next call uses again. */
export function peekBytes(path: string): Buffer | undefined {
  return ofOpened(path, (file) => {
    let size = 0;
    for (;;) {
      const more = readSync(file, shared, size, shared.length - size, null);
      if (more === 0) return shared.subarray(0, size);
      size += more;
      if (size === shared.length) shared = Buffer.concat([shared], size * 2);
    }
  });
}

/** Whether a file has these bytes and no others. */
export function hasBytes(path: string, bytes: Buffer): boolean {
  const isSame = ofOpened(path, (file) => {
    if (fstatSync(file).size !== bytes.length) return false;
    for (let at = 0; ;) {
      const size = readSync(file, shared, 0, shared.length, null);
      if (size === 0) return at === bytes.length;
      if (at + size > bytes.length || shared.compare(bytes, at, at + size, 0, size) !== 0) return false;
      at += size;
    }
  });
  return isSame === true;
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

function ofOpened<R>(path: string, read: (file: number) => R): R | undefined {
  return ofFile(path, () => {
    const file = openSync(path, 'r');
    try {
      return read(file);
    } finally {
      closeSync(file);
    }
  });
}

function ofFile<R>(path: string, read: () => R): R | undefined {
  try {
    return read();
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw withPath(error, path);
  }
}

/** The system names the path of what it cannot open, but not of what it cannot read: of a folder, for one. */
function withPath(error: unknown, path: string): unknown {
  if (error instanceof Error && 'syscall' in error && !('path' in error)) Object.assign(error, { path });
  return error;
}
