import type { Io } from '../contract/seam.ts';

/** Milliseconds that a call may take when nobody says otherwise, as in most clients of control systems. */
const USUAL = 3_000;

/** Aborts never, and may be shared. */
export const NEVER: AbortSignal = new AbortController().signal;

/** So many milliseconds from now, for one call or several together. It holds no timer: the calls watch it themselves. */
export function timeLimit(milliseconds: number = USUAL): Io {
  const end = performance.now() + milliseconds;
  return { signal: NEVER, remaining: () => Math.max(0, end - performance.now()) };
}
