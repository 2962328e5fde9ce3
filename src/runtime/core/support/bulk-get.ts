import type { DevgenError } from '../contract/errors.ts';
import type { Io } from '../contract/seam.ts';
import { deadline, timeoutError } from './deadline.ts';

/** What came of one of many. */
export type BulkResult<D> =
  { readonly ok: true; readonly data: D } | { readonly ok: false; readonly error: DevgenError };

/** A PV to be got among others. */
export interface Wanted<D> {
  readonly name: string;
  readonly channel: Sought;
  get(io: Io): Promise<D>;
}

/** How the search for a channel goes. */
export interface Sought {
  /** Asked for more than once, and nobody has answered. */
  readonly isMissing: boolean;
  /** Its server said that it has none such, and will not be asked again soon. */
  readonly isRefused?: boolean;
  /** How often it had to be asked for; undefined while it was never found. */
  readonly neededTries: number | undefined;
  /** Asks for it now, if it is not found, and not when it would be its turn. */
  searchAgain?(): void;
}

/** Milliseconds that the answer to a repeated search may take. */
const GRACE = 250;

/**
 * Gets many at once and tells of each as it comes. When only such are left as were searched for twice without an answer,
 * they are given up: who misspelt a name need not wait for all of the deadline. Where packets get lost, as the others
 * show that had to be searched for more than once, it is waited for. What its server refused is given up too.
 */
export async function bulkGet<D>(
  wanted: readonly Wanted<D>[],
  io: Io,
  settled: (name: string, result: BulkResult<D>) => void,
): Promise<void> {
  const shared = deadline(io.remaining(), io.signal);
  const pending = new Set(wanted);
  const started = performance.now();
  let missing = 0;
  const timer = setInterval(() => {
    const left = Array.from(pending, ({ channel }) => channel);
    const isHopeless = left.every(({ isMissing, isRefused }) => isMissing || isRefused === true);
    const isQuiet = foundAtOnce(wanted);
    missing = isHopeless && isQuiet ? missing + 1 : 0;
    // What is left is probably nowhere: better to know soon.
    if (isQuiet) for (const channel of left) if (!channel.isMissing) channel.searchAgain?.();
    if (missing > 1 || left.every(({ isRefused }) => isRefused === true))
      shared.abort(timeoutError(Math.round(performance.now() - started)));
  }, GRACE);
  const one = (each: Wanted<D>): Promise<void> => {
    const settle = (result: BulkResult<D>): void => {
      pending.delete(each);
      settled(each.name, result);
    };
    return each.get(shared).then(
      (data) => settle({ ok: true, data }),
      (error: DevgenError) => settle({ ok: false, error }),
    );
  };
  try {
    await Promise.all(wanted.map(one));
  } finally {
    clearInterval(timer);
    shared.done();
  }
}

/** Whether some were found, and each at the first search. */
function foundAtOnce(wanted: readonly Wanted<unknown>[]): boolean {
  const tries = wanted.map(({ channel }) => channel.neededTries).filter((each) => each !== undefined);
  return tries.length > 0 && tries.every((each) => each <= 1);
}
