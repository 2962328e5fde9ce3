import { fanOut } from '../connect/fan-out.ts';
import type { Io } from '../contract/seam.ts';

/** Runs for every item, so many at a time and in order, each with an {@link Io} of its own under the common one. */
export async function forEachBounded<T>(
  items: readonly T[],
  atOnce: number,
  io: Io,
  run: (item: T, io: Io) => Promise<void>,
): Promise<void> {
  const each = fanOut(io);
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await run(item, each.next());
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  each.done();
}
