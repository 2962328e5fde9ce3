import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';
import type { SourceConfig } from '../../config/config.ts';
import type { Environment } from '../../config/environment.ts';
import type { Warning } from '../../report/outcome.ts';
import type { Source } from '../../sources/source.ts';
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

/** The devices that changed since somebody took them, of every source. */
export class WatchedChanges {
  #pending = new Map<string, Set<string> | 'all'>();
  #wake: () => void = () => undefined;
  readonly #request: WatchedChangesRequest;

  constructor(request: WatchedChangesRequest) {
    this.#request = request;
  }

  /** Watches until the signal, and rejects only then or for what is no matter of reach. */
  async watch(sources: readonly SourceConfig[]): Promise<void> {
    await Promise.all(sources.map((source) => this.#watchSource(source)));
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

  async #watchSource(config: SourceConfig): Promise<void> {
    const { env, signal, period, onWarning } = this.#request;
    const io: Io = { signal, remaining: () => Number.POSITIVE_INFINITY };
    const source = await openSource(config, env);
    try {
      for (let told = ''; ;) {
        try {
          if (told !== '') await this.#allOf(config.name, source, io);
          told = '';
          for await (const { device } of source.watch(period, io)) this.add(config.name, new Set([device]));
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof DevgenError)) throw error;
          if (error.message !== told) onWarning({ code: error.code, text: `${config.name}: ${error.message}` });
          told = error.message;
        }
        await sleep(period, undefined, { signal });
      }
    } finally {
      await source.close();
    }
  }

  /** A source that is back may have changed anywhere. */
  async #allOf(name: string, source: Source, io: Io): Promise<void> {
    for await (const _ of source.list(io));
    this.add(name, 'all');
  }
}
