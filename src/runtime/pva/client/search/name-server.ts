import type { Search, SoughtName } from '../../codec/message/search.ts';
import { type Endpoint, endpointText } from '../address/endpoint.ts';
import type { Circuit } from '../transport/circuit.ts';
import { packNames, PROTOCOLS } from './search-packet.ts';

/** Milliseconds until a name server that is gone is tried again. */
const RECONNECT = 10_000;
/** Bytes that wait to be sent: a slow name server is asked less often. */
const BACKLOG = 64 * 1024;
/** Questions without an answer, after which the channel is asked of the server itself. */
const UNANSWERED = 2;

/** What a name server needs of the client. */
export interface NameServerOwner {
  circuitAt(endpoint: Endpoint): Circuit;
  /** Port for answers by UDP. */
  replyPort(): Promise<number>;
  /** All that is looked for, when it has become possible to ask. */
  sought(): readonly SoughtName[];
  /** Answers do not come back from this server: it may have the channel itself. */
  tryDirectly(cid: number, endpoint: Endpoint): void;
}

/** A server that is asked by TCP. */
export class NameServer {
  readonly where: string;
  readonly #endpoint: Endpoint;
  readonly #owner: NameServerOwner;
  readonly #unanswered = new Map<number, number>();
  #circuit: Circuit | undefined;
  #letGo: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sequence = 0;
  #replyPort = 0;
  #answers = false;
  #closed = false;

  constructor(endpoint: Endpoint, owner: NameServerOwner) {
    this.where = endpointText(endpoint);
    this.#endpoint = endpoint;
    this.#owner = owner;
  }

  /** Connects, and keeps doing so. */
  async open(): Promise<void> {
    this.#replyPort = await this.#owner.replyPort();
    this.#connect();
  }

  ask(names: readonly SoughtName[]): void {
    const circuit = this.#circuit;
    if (circuit?.isOpen !== true || circuit.backlog > BACKLOG) return;
    for (const packet of packNames(names)) this.#search(circuit, packet, false);
    if (!this.#answers) for (const { cid } of names) this.#countUnanswered(cid);
  }

  /** Asks who is there. pvxs answers here; pvAccessCPP by UDP, which may not get through. */
  ping(): void {
    if (this.#circuit?.isOpen === true) this.#search(this.#circuit, [], true);
  }

  forget(cid: number): void {
    this.#unanswered.delete(cid);
  }

  circuitOpen(): void {
    this.ping();
    this.ask(this.#owner.sought());
  }

  /** A circuit of the client brought an answer. */
  answered(circuit: Circuit): void {
    if (circuit === this.#circuit) this.#answers = true;
  }

  circuitLost(circuit: Circuit): void {
    if (circuit !== this.#circuit) return;
    this.#circuit = undefined;
    this.#unanswered.clear();
    if (!this.#closed) this.#timer = setTimeout(() => this.#connect(), RECONNECT);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#letGo?.();
  }

  #connect(): void {
    if (this.#closed) return;
    this.#circuit = this.#owner.circuitAt(this.#endpoint);
    this.#letGo = this.#circuit.hold(this);
  }

  #search(circuit: Circuit, names: readonly SoughtName[], mustReply: boolean): void {
    this.#sequence = (this.#sequence + 1) >>> 0;
    const search: Search = {
      sequence: this.#sequence,
      mustReply,
      unicast: true,
      replyPort: this.#replyPort,
      protocols: PROTOCOLS,
      names,
    };
    circuit.search(search);
  }

  #countUnanswered(cid: number): void {
    const count = (this.#unanswered.get(cid) ?? 0) + 1;
    this.#unanswered.set(cid, count);
    if (count % UNANSWERED === 0) this.#owner.tryDirectly(cid, this.#endpoint);
  }
}
