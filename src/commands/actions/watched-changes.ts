import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';
import type { SourceConfig } from '../../config/config.ts';
import type { Environment } from '../../config/environment.ts';
import type { Warning } from '../../report/outcome.ts';
import type { Asked } from './collect.ts';
import { openSource } from './open-source.ts';

export interface WatchedChangesRequest {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Milliseconds between looks. */
  readonly period: number;
  /** Told once when a source is out of reach, and once for every other reason. */
  readonly onWarning: (warning: Warning) => void;
}

/** What is watched. */
export interface Watch {
  /** Resolves when no change of any source is missed from then on; one that is out of reach is told of when it is back. */
  readonly listening: Promise<unknown>;
  /** Rejects when the signal is aborted, or for what is no matter of reach. */
  readonly ended: Promise<unknown>;
}

/** The devices that changed since somebody took them, of every source. */
export class WatchedChanges {
  #pending = new Map<string, Set<string> | 'all'>();
  #wake: () => void = () => undefined;
  readonly #request: WatchedChangesRequest;

  constructor(request: WatchedChangesRequest) {
    this.#request = request;
  }

  watch(sources: readonly SourceConfig[]): Watch {
    const watched = sources.map((source) => this.#watch(source));
    return {
      listening: Promise.all(watched.map(({ listening }) => listening)),
      ended: Promise.all(watched.map(({ ended }) => ended)),
    };
  }

  add(source: string, devices: Asked): void {
    const known = this.#pending.get(source);
    if (devices === 'all') this.#pending.set(source, 'all');
    else if (known !== 'all') this.#pending.set(source, new Set([...(known ?? []), ...devices]));
    this.#wake();
  }

  /** The next ones: after the first change as long as `settle` milliseconds, for a server brings its devices one by one. */
  async take(settle: number): Promise<ReadonlyMap<string, Asked>> {
    const { signal } = this.#request;
    if (this.#pending.size === 0) await this.#some(signal);
    await sleep(settle, undefined, { signal });
    const taken = this.#pending;
    this.#pending = new Map();
    return taken;
  }

  #some(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(signal.reason as Error);
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      this.#wake = () => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
    });
  }

  #watch(source: SourceConfig): Watch {
    let ended = Promise.resolve();
    const listening = new Promise<void>((resolve) => {
      ended = this.#watchSource(source, resolve);
    });
    return { listening: Promise.race([listening, ended]), ended };
  }

  async #watchSource(config: SourceConfig, listening: () => void): Promise<void> {
    const { env, signal, period, onWarning } = this.#request;
    const io: Io = { signal, remaining: () => Number.POSITIVE_INFINITY };
    const source = await openSource(config, env);
    try {
      for (let told = ''; ;) {
        try {
          const changes = await source.watch(period, io);
          // One that is back may have changed anywhere.
          if (told !== '') this.add(config.name, 'all');
          told = '';
          listening();
          for await (const { device } of changes) this.add(config.name, new Set([device]));
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof DevgenError)) throw error;
          if (error.message !== told) onWarning({ code: error.code, text: `${config.name}: ${error.message}` });
          told = error.message;
          listening();
        }
        await sleep(period, undefined, { signal });
      }
    } finally {
      await source.close();
    }
  }
}
