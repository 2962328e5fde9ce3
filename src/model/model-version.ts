import { resolve } from 'node:path';
import { codeHash } from './code-hash.ts';

/** A hash of the code that reads and checks a lock. */
export function modelVersion(): string {
  return codeHash(resolve(import.meta.dirname));
}
