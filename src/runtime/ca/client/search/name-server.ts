import { type Endpoint, endpointText } from '../../../core/support/endpoint.ts';
import type { SoughtName } from '../../codec/message/search.ts';
import type { Circuit } from '../transport/circuit.ts';

/** Milliseconds until a name server that is gone is tried again. */
const RECONNECT = 10_000;
/** Bytes that wait to be sent: a slow name server is asked less often. */
const BACKLOG = 64 * 1024;

/** What a name server needs of the client. */
export interface NameServerOwner {
  circuitAt(endpoint: Endpoint): Circuit;
  /** All that is looked for, when it has become possible to ask. */
  readonly sought: readonly SoughtName[];
}

/** A server that is asked by TCP. */
export class NameServer {
  readonly where: string;
  readonly #endpoint: Endpoint;
  readonly #owner: NameServerOwner;
  #circuit: Circuit | undefined;
  #letGo: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(endpoint: Endpoint, owner: NameServerOwner) {
    this.where = endpointText(endpoint);
    this.#endpoint = endpoint;
    this.#owner = owner;
  }

  /** Connects, and keeps doing so. */
  open(): void {
    if (this.#closed) return;
    this.#circuit = this.#owner.circuitAt(this.#endpoint);
    this.#letGo = this.#circuit.hold(this);
  }

  ask(names: readonly SoughtName[]): void {
    const circuit = this.#circuit;
    if (circuit?.isOpen !== true || circuit.backlog > BACKLOG) return;
    for (const name of names) circuit.search(name);
  }

  circuitOpen(): void {
    this.ask(this.#owner.sought);
  }

  circuitLost(circuit: Circuit): void {
    if (circuit !== this.#circuit) return;
    this.#circuit = undefined;
    if (!this.#closed) this.#timer = setTimeout(() => this.open(), RECONNECT);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#letGo?.();
  }
}
