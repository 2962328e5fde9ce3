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
  /** Resolves when it listens. */
  readonly listening: Promise<void>;
  /** Resolves when it has told this, anew. */
  until(text: string): Promise<void>;
  /** The same of what changes once, when it listens. */
  untilChanged(text: string, change: () => Promise<unknown>): Promise<void>;
}

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
  const run = async (begin: () => void): Promise<void> => {
    const source = await openEpics(settings, environment);
    try {
      const changes: AsyncIterable<Change> = await source.watch(period, io);
      begin();
      for await (const { kind, device } of changes) {
        told.push(`${kind} ${device}`);
        wake();
      }
    } finally {
      await source.close();
    }
  };
  let running = Promise.resolve();
  const begun = new Promise<void>((resolve) => {
    running = run(resolve).catch((error: unknown) => {
      failure = error;
      wake();
    });
  });
  // Of one that cannot begin, why.
  const listening = Promise.race([begun, running.then(() => Promise.reject(failure as Error))]);
  listening.catch(() => {});
  ends.push(async () => {
    io.abort(new DevgenError('the test is over', { code: 'CALL.ABORTED' }));
    await running;
  });
  return {
    told,
    listening,
    until: (text) => until(text, told.length),
    async untilChanged(text, change) {
      await listening;
      const done = until(text, told.length);
      await Promise.all([done, change()]);
    },
  };

  async function until(text: string, from: number): Promise<void> {
    while (!told.includes(text, from)) {
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  }
}
