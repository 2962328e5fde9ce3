import { setTimeout as sleep } from 'node:timers/promises';
import { deadline, DevgenError } from '@devgen/runtime';
import { afterEach } from 'vitest';
import { openEpics } from '../../../src/sources/epics/epics-source.ts';
import type { Change } from '../../../src/sources/source.ts';
import type { SourceSettings } from '../../../src/sources/source-kind.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** What a watch of a source tells, until the test ends. */
export interface WatchedEpics {
  /** All so far: `changed W:A`. */
  readonly told: readonly string[];
  /** Resolves when it has told this, anew. */
  until(text: string): Promise<void>;
  /** The same of what changes: it is changed again and again, as nothing tells from when on a change is heard. */
  untilChanged(text: string, change: (count: number) => Promise<unknown>): Promise<void>;
}

/** Milliseconds between two changes: longer than it takes to tell of one. */
const AGAIN = 1_000;

/** A period of an hour: what it tells, servers have told by themselves. */
export const EVENTS_ALONE = 3_600_000;

export function watchEpics(
  settings: SourceSettings,
  period: number,
  environment?: Readonly<Record<string, string>>,
): WatchedEpics {
  const told: string[] = [];
  const waiting = new Set<() => void>();
  const io = deadline(120_000);
  let failure: unknown;
  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const run = async (): Promise<void> => {
    const source = await openEpics(settings, environment);
    try {
      for await (const { kind, device } of source.watch(period, io) as AsyncIterable<Change>) {
        told.push(`${kind} ${device}`);
        wake();
      }
    } finally {
      await source.close();
    }
  };
  const running = run().catch((error: unknown) => {
    failure = error;
    wake();
  });
  ends.push(async () => {
    io.abort(new DevgenError('the test is over', { code: 'CALL.ABORTED' }));
    await running;
  });
  return {
    told,
    until: (text) => until(text, told.length),
    async untilChanged(text, change) {
      const from = told.length;
      const isTold = new AbortController();
      const done = until(text, from).finally(() => isTold.abort());
      // Whoever fails while it is changed is told of by the last line.
      done.catch(() => {});
      for (let count = 0; !isTold.signal.aborted; count += 1) {
        await change(count);
        await Promise.race([done, sleep(AGAIN)]);
      }
      await done;
    },
  };

  async function until(text: string, from: number): Promise<void> {
    while (!told.includes(text, from)) {
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  }
}
