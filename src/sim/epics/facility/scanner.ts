import type { IocRecord } from '../record/ioc-record.ts';

/** Milliseconds, by the choices of the field SCAN. */
const PERIODS: ReadonlyMap<string, number> = new Map([
  ['10 second', 10_000],
  ['5 second', 5_000],
  ['2 second', 2_000],
  ['1 second', 1_000],
  ['.5 second', 500],
  ['.2 second', 200],
  ['.1 second', 100],
]);

/** Processes records periodically, those whose SCAN says so. */
export class Scanner {
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(records: () => Iterable<IocRecord>) {
    this.#timers = Array.from(PERIODS, ([scan, period]) => setInterval(() => processAll(records(), scan), period));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}

function processAll(records: Iterable<IocRecord>, scan: string): void {
  for (const record of records) if (record.choices('SCAN')[record.number('SCAN')] === scan) void record.process();
}
