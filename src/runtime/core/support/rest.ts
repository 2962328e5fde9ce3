import type { CallOptions } from '../contract/members.ts';
import type { Io } from '../contract/seam.ts';

/** Milliseconds; more than a busy process may be late. */
const margin = 1_000;

/**
 * What remains of a common deadline, for one of the calls below it. The common one ends them all through their signal, in
 * the words that tell how long it was; theirs lie behind it, so that none of them is there first.
 */
export function restOf(io: Io): Required<CallOptions> {
  return { deadline: Math.ceil(io.remaining()) + margin, signal: io.signal };
}
