import type { DevgenError } from '../../core/contract/errors.ts';
import type { Io } from '../../core/contract/seam.ts';
import { timeoutError } from '../../core/support/deadline.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import type { Channel } from './channel/channel.ts';
import type { PvaData } from './operation/data.ts';

export interface Failed {
  readonly ok: false;
  readonly error: DevgenError;
}

/** What came of one of many. */
export type PvaResult = { readonly ok: true; readonly data: PvaData } | Failed;

/** The type of one of many. */
export type PvaTypeResult = { readonly ok: true; readonly type: StructType } | Failed;

/** A PV to be asked among others. */
export interface Wanted<R> {
  readonly name: string;
  readonly channel: Channel;
  ask(io: Io): Promise<R>;
}

/** Milliseconds that the answer to a repeated search may take. */
const GRACE = 250;

/**
 * Asks many at once and tells of each as it comes. When only such are left as were searched for twice without an answer,
 * they are given up: who misspelt a name need not wait for all of the deadline. Where packets get lost, as the others
 * show that had to be searched for more than once, it is waited for. What its server refused is given up too.
 */
export async function bulkAsk<R>(
  wanted: readonly Wanted<R>[],
  io: Io,
  settled: (name: string, result: NoInfer<R> | Failed) => void,
): Promise<void> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([io.signal, giveUp.signal]);
  const shared: Io = { signal, remaining: () => io.remaining() };
  const pending = new Set(wanted);
  const started = performance.now();
  let missing = 0;
  const timer = setInterval(() => {
    const left = [...pending];
    const isHopeless = left.every(({ channel }) => channel.isMissing || channel.isRefused);
    missing = isHopeless && foundAtOnce(wanted) ? missing + 1 : 0;
    const isRefused = left.every(({ channel }) => channel.isRefused);
    if (missing > 1 || isRefused) giveUp.abort(timeoutError(Math.round(performance.now() - started)));
  }, GRACE);
  const one = async (each: Wanted<R>): Promise<void> => {
    const result = await each.ask(shared).catch((error: DevgenError): Failed => ({ ok: false, error }));
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
function foundAtOnce(wanted: readonly Wanted<unknown>[]): boolean {
  const tries = wanted.map(({ channel }) => channel.neededTries).filter((each) => each !== undefined);
  return tries.length > 0 && tries.every((each) => each <= 1);
}
