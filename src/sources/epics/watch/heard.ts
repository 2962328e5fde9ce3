import { setTimeout as sleep } from 'node:timers/promises';
import type { WatchHandler } from '../wire/wire.ts';

type ServerHeard = Parameters<WatchHandler['serverHeard']>[0];

/** What servers told since somebody took it. */
export interface Told {
  readonly pvs: ReadonlySet<string>;
  /** Servers that came up again: all that they have may be another one. */
  readonly restarted: ReadonlySet<string>;
}

/** Milliseconds that what is told may have company: a server that is back brings its PVs one by one. */
const SETTLE = 300;

/** Gathers what servers tell, for one reader. */
export class Heard implements WatchHandler {
  readonly #concerns: (heard: ServerHeard) => boolean;
  #pvs = new Set<string>();
  #restarted = new Set<string>();
  #isTold = false;
  #wake: () => void = () => {};

  /** `concerns`: whether a server is one of those that are watched, or may have come to be. */
  constructor(concerns: (heard: ServerHeard) => boolean) {
    this.#concerns = concerns;
  }

  pvChanged(pv: string): void {
    this.#pvs.add(pv);
    this.#tell();
  }

  serverHeard(heard: ServerHeard): void {
    if (!this.#concerns(heard)) return;
    if (heard.kind === 'restarted') this.#restarted.add(heard.server);
    this.#tell();
  }

  /** Undefined: nobody told anything for so many milliseconds. */
  async next(period: number, signal: AbortSignal): Promise<Told | undefined> {
    if (!this.#isTold) await this.#somethingOr(period, signal);
    if (!this.#isTold) return undefined;
    await sleep(SETTLE, undefined, { signal });
    const told = { pvs: this.#pvs, restarted: this.#restarted };
    this.#pvs = new Set();
    this.#restarted = new Set();
    this.#isTold = false;
    return told;
  }

  #tell(): void {
    this.#isTold = true;
    this.#wake();
  }

  async #somethingOr(period: number, signal: AbortSignal): Promise<void> {
    const told = new AbortController();
    this.#wake = () => told.abort();
    await sleep(period, undefined, { signal: AbortSignal.any([signal, told.signal]) }).catch(() => {
      signal.throwIfAborted();
    });
  }
}
