import type { DevgenError } from '../../core/contract/errors.ts';
import type { Io } from '../../core/contract/seam.ts';
import { timeoutError } from '../../core/support/deadline.ts';
import type { Channel } from './channel/channel.ts';
import type { PvaData } from './operation/data.ts';

/** What came of one of many. */
export type PvaResult =
  { readonly ok: true; readonly data: PvaData } | { readonly ok: false; readonly error: DevgenError };

/** A PV to be got among others. */
export interface Wanted {
  readonly name: string;
  readonly channel: Channel;
  get(io: Io): Promise<PvaData>;
}

/** Milliseconds that the answer to a repeated search may take. */
const GRACE = 250;

/**
 * Gets many at once and tells of each as it comes. When only such are left as were searched for twice without an answer,
 * they are given up: who misspelt a name need not wait for all of the deadline. Where packets get lost, as the others
 * show that had to be searched for more than once, it is waited for.
 */
export async function bulkGet(
  wanted: readonly Wanted[],
  io: Io,
  settled: (name: string, result: PvaResult) => void,
): Promise<void> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([io.signal, giveUp.signal]);
  const shared: Io = { signal, remaining: () => io.remaining() };
  const pending = new Set(wanted);
  const started = performance.now();
  let missing = 0;
  const timer = setInterval(() => {
    const isHopeless = [...pending].every(({ channel }) => channel.isMissing);
    missing = isHopeless && foundAtOnce(wanted) ? missing + 1 : 0;
    if (missing > 1) giveUp.abort(timeoutError(Math.round(performance.now() - started)));
  }, GRACE);
  const one = async (each: Wanted): Promise<void> => {
    const result = await each.get(shared).then(
      (data): PvaResult => ({ ok: true, data }),
      (error: DevgenError): PvaResult => ({ ok: false, error }),
    );
    pending.delete(each);
    settled(each.name, result);
  };
  try {
    await Promise.all(wanted.map(one));
  } finally {
    clearInterval(timer);
  }
}

/** Whether some were found, and each at the first search. */
function foundAtOnce(wanted: readonly Wanted[]): boolean {
  const tries = wanted.map(({ channel }) => channel.neededTries).filter((each) => each !== undefined);
  return tries.length > 0 && tries.every((each) => each <= 1);
}
