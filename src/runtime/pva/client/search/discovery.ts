import type { Listeners } from '../../../core/support/listeners.ts';
import type { SearchResponse } from '../../codec/message/search.ts';

/** A server that answered when asked who is there. */
export interface FoundServer {
  /** Of its process, in hex: another one after a restart. */
  readonly guid: string;
  /** `host:port` */
  readonly server: string;
}

export type DiscoveryEvent = { readonly kind: 'found' | 'gone'; readonly server: FoundServer };

/** Milliseconds between the questions at the beginning, as packets get lost, and later. */
const FIRST = [1_000, 2_000];
const USUAL = 10_000;
/** Questions without an answer until a server counts as gone. */
const PATIENCE = 3;

/** Asks again and again who is there. */
export class Discovery {
  readonly #ping: () => void;
  readonly #on: (event: DiscoveryEvent) => void;
  readonly #stop: () => void;
  readonly #servers = new Map<string, { readonly server: FoundServer; missed: number }>();
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    ping: () => void,
    answers: Listeners<{ readonly response: SearchResponse; readonly server: string }>,
    on: (event: DiscoveryEvent) => void,
  ) {
    this.#ping = ping;
    this.#on = on;
    this.#stop = answers.add(({ response, server }) => this.#heard({ guid: response.guid, server }));
    this.#ask();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop();
  }

  #ask(): void {
    for (const [key, known] of this.#servers) {
      known.missed += 1;
      if (known.missed <= PATIENCE) continue;
      this.#servers.delete(key);
      this.#on({ kind: 'gone', server: known.server });
    }
    this.#ping();
    this.#timer = setTimeout(() => this.#ask(), FIRST[this.#asked] ?? USUAL);
    this.#asked += 1;
  }

  #heard(server: FoundServer): void {
    const key = `${server.guid} ${server.server}`;
    const known = this.#servers.get(key);
    if (known !== undefined) {
      known.missed = 0;
      return;
    }
    this.#servers.set(key, { server, missed: 0 });
    this.#on({ kind: 'found', server });
  }
}
