import type { CallOptions } from '../contract/members.ts';
import type { Io } from '../contract/seam.ts';

/**
 * What remains of a common deadline, for one of the calls below it. It is a moment more, so that the common deadline ends
 * it first, with the words that tell how long that was.
 */
export function restOf(io: Io): Required<CallOptions> {
  return { deadline: Math.ceil(io.remaining()) + 1, signal: io.signal };
}
