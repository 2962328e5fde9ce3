import { fileURLToPath } from 'node:url';
import { codeHash } from './code-hash.ts';

/** A hash of the code that reads and checks a lock. */
export function modelVersion(): string {
  return codeHash([fileURLToPath(new URL('.', import.meta.url))]);
}
