import { connect, type Socket } from 'node:net';
import { type MessageKind, MessageSplitter } from './giop-messages.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * What the proxy does with traffic. `hold`: requests pass, replies wait until the behaviour changes. `swallow`:
 * connections are accepted and requests taken, nothing is answered. `refuse`: open connections break, nobody listens.
 * `delay`: replies are late by so many ms. `cutReply`: the connection breaks after so many bytes of replies.
 */
export type Behaviour =
  'pass' | 'hold' | 'swallow' | 'refuse' | { readonly delay: number } | { readonly cutReply: number };

/** What a circuit tells the proxy. */
export interface Witness {
  readonly sent: (bytes: number) => void;
  readonly received: (bytes: number) => void;
  /** A whole message of the client. */
  readonly message: (kind: MessageKind, bytes: Buffer) => void;
  readonly closed: () => void;
}

/** One connection of a client and the one behind it. */
export class Circuit {
  readonly target: string;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #witness: Witness;
  readonly #messages = new MessageSplitter();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #held: Buffer[] = [];
  #left = Infinity;
  #behaviour: Behaviour = 'pass';

  constructor(client: Socket, endpoint: Endpoint, witness: Witness) {
    this.target = `${endpoint.host}:${endpoint.port}`;
    this.#client = client;
    this.#witness = witness;
    this.#server = connect(endpoint.port, endpoint.host);
    client.setNoDelay(true);
    this.#server.setNoDelay(true);
    client.on('data', (chunk: Buffer) => this.#request(chunk));
    this.#server.on('data', (chunk: Buffer) => this.#reply(chunk));
    this.#server.on('end', () => client.end());
    client.on('end', () => this.#server.end());
    for (const socket of [client, this.#server]) {
      socket.on('error', () => this.destroy());
      socket.on('close', () => this.destroy());
    }
    client.once('close', () => witness.closed());
  }

  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour;
    this.#left = typeof behaviour === 'object' && 'cutReply' in behaviour ? behaviour.cutReply : Infinity;
    if (behaviour === 'refuse') this.destroy();
    if (behaviour === 'hold') return;
    const held = this.#held;
    this.#held = [];
    for (const chunk of held) this.#reply(chunk);
  }

  destroy(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#client.destroy();
    this.#server.destroy();
  }

  #request(chunk: Buffer): void {
    this.#witness.sent(chunk.length);
    for (const { kind, bytes } of this.#messages.push(chunk)) this.#witness.message(kind, bytes);
    if (this.#behaviour !== 'swallow') this.#server.write(chunk);
  }

  #reply(chunk: Buffer): void {
    const behaviour = this.#behaviour;
    if (behaviour === 'swallow') return;
    if (behaviour === 'hold') this.#held.push(chunk);
    else if (typeof behaviour === 'object' && 'delay' in behaviour) this.#replyLater(chunk, behaviour.delay);
    else this.#deliver(chunk);
  }

  #replyLater(chunk: Buffer, delay: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#deliver(chunk);
    }, delay);
    this.#timers.add(timer);
  }

  #deliver(chunk: Buffer): void {
    const part = chunk.subarray(0, Math.min(chunk.length, this.#left));
    this.#left -= part.length;
    this.#witness.received(part.length);
    this.#client.write(part);
    if (this.#left === 0) this.#client.end(() => this.destroy());
  }
}
