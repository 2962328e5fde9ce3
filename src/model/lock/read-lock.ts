import { hash } from 'node:crypto';
import { join } from 'node:path';
import { LOCK_FILE, type Lock } from './lock.ts';
import { isSound } from './check-lock.ts';
import { parseLock } from './parse-lock.ts';
import { printLock } from './print-lock.ts';
import { slicedLock } from './sliced-lock.ts';
import { hasBytes, readBytes } from '../read-text.ts';

/** A lock and its text as bytes. */
export interface LockText {
  readonly bytes: Buffer;
  /** SHA-256 of the text, whatever line ends the checkout gave it. */
  readonly hash: string;
  readonly lock: Lock;
  /** Whether these bytes were checked, and nothing is wrong with them. */
  readonly isChecked: boolean;
}

/** A lock that was made just now, and its text. */
export function printed(lock: Lock): LockText {
  const bytes = Buffer.from(printLock(lock));
  return { lock, bytes, hash: hash('sha256', bytes), isChecked: isSound(lock) };
}

/** A lock as it is on the disk: its bytes at once, what they say when it is first asked for. */
export class ReadLock implements LockText {
  readonly bytes: Buffer;
  readonly #path: string;
  #hash: string | undefined;
  #lock: Lock | undefined;

  constructor(bytes: Buffer, path: string) {
    this.bytes = bytes;
    this.#path = path;
  }

  get hash(): string {
    this.#hash ??= hash('sha256', unixBytes(this.bytes));
    return this.#hash;
  }

  get isChecked(): boolean {
    return this.#lock !== undefined;
  }

  /** Of bytes that are known to be sound: what is not looked at is not read. */
  get known(): Lock {
    return this.#lock ?? slicedLock(unixBytes(this.bytes), this.#path) ?? this.lock;
  }

  /** Throws `LOCK.*`. */
  get lock(): Lock {
    this.#lock ??= parseLock(this.bytes.toString('utf8'), this.#path);
    return this.#lock;
  }
}

/** The bytes without what a checkout on Windows adds. */
export function unixBytes(bytes: Buffer): Buffer {
  return bytes.includes(13) ? Buffer.from(bytes.toString('utf8').replaceAll('\r\n', '\n')) : bytes;
}

/** The lock in a package folder; `undefined` when there is none yet. What was read before is not read again. */
export function readLock(folder: string, before?: ReadLock): ReadLock | undefined {
  const path = join(folder, LOCK_FILE);
  if (before !== undefined && hasBytes(path, before.bytes)) return before;
  const bytes = readBytes(path);
  return bytes && new ReadLock(bytes, path);
}
