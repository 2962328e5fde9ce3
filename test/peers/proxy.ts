import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Behaviour, Circuit, type Endpoint } from './circuit.ts';
import { type MessageKind, type RequestHead, requestHead } from './giop-messages.ts';
import { freePort } from './port.ts';

export interface RecordedMessage {
  /** `HOST:PORT` that the client wanted. */
  readonly target: string;
  /** Number of the connection through the proxy, from 1. */
  readonly connection: number;
  readonly kind: MessageKind;
  readonly bytes: number;
}

export type RecordedRequest = RecordedMessage & RequestHead;

export interface RecordedConnection {
  readonly target: string;
  readonly number: number;
  /** Bytes from the client, and to it. */
  sent: number;
  received: number;
  open: boolean;
}

/** Stands between our client and any number of servers; give `connectVia` to the client. */
export class Proxy {
  readonly messages: RecordedMessage[] = [];
  readonly requests: RecordedRequest[] = [];
  readonly connections: RecordedConnection[] = [];
  readonly #spare: Server[] = [];
  readonly #targets = new Map<string, Server>();
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #circuits = new Set<Circuit>();
  #closedPort = 0;
  #behaviour: Behaviour = 'pass';

  /** The client asks synchronously, so there are listeners beforehand, one for each server that it may reach. */
  static async start(servers: number): Promise<Proxy> {
    const proxy = new Proxy();
    proxy.#closedPort = await freePort();
    for (let count = 0; count < servers; count++) {
      const listener = createServer();
      listener.listen(0, '127.0.0.1');
      await once(listener, 'listening');
      proxy.#spare.push(listener);
    }
    return proxy;
  }

  /** Where the client has to connect in place of a server's own host and port. */
  readonly connectVia = (host: string, port: number): Endpoint => {
    const target = `${host}:${port}`;
    if (this.#behaviourOf(target) === 'refuse') return { host: '127.0.0.1', port: this.#closedPort };
    const address = this.#listener({ host, port }, target).address();
    if (address === null || typeof address === 'string') throw new Error('The proxy is stopped.');
    return { host: '127.0.0.1', port: address.port };
  };

  /** Applies from now on, to open connections too; to one server, or to all that have no behaviour of their own. */
  behave(behaviour: Behaviour, target?: Endpoint): void {
    if (target) this.#behaviours.set(`${target.host}:${target.port}`, behaviour);
    else this.#behaviour = behaviour;
    for (const circuit of this.#circuits) circuit.behave(this.#behaviourOf(circuit.target));
  }

  /** Breaks every open connection. */
  drop(): void {
    for (const circuit of this.#circuits) circuit.destroy();
  }

  /** Forgets what was recorded; connections stay. */
  clear(): void {
    this.messages.length = 0;
    this.requests.length = 0;
  }

  /** Requests by operation, a command as `command_inout_4(Name)`. Of one server, or of all but one. */
  operations(of: { readonly only?: Endpoint; readonly except?: Endpoint } = {}): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { target, operation, command } of this.requests) {
      if (of.only && target !== `${of.only.host}:${of.only.port}`) continue;
      if (of.except && target === `${of.except.host}:${of.except.port}`) continue;
      const name = command === undefined ? operation : `${operation}(${command})`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  async stop(): Promise<void> {
    this.drop();
    for (const server of [...this.#spare, ...this.#targets.values()]) server.close();
  }

  #listener(endpoint: Endpoint, target: string): Server {
    const known = this.#targets.get(target);
    if (known) return known;
    const listener = this.#spare.pop();
    if (!listener) throw new Error('The proxy was started for fewer servers than the client reaches.');
    this.#targets.set(target, listener);
    listener.on('connection', (client) => this.#accept(client, endpoint, target));
    return listener;
  }

  #accept(client: Socket, endpoint: Endpoint, target: string): void {
    const connection = { target, number: this.connections.length + 1, sent: 0, received: 0, open: true };
    this.connections.push(connection);
    const circuit = new Circuit(client, endpoint, {
      sent: (chunk) => void (connection.sent += chunk),
      received: (chunk) => void (connection.received += chunk),
      message: (kind, bytes) =>
        this.#record({ target, connection: connection.number, kind, bytes: bytes.length }, bytes),
      closed: () => {
        connection.open = false;
        this.#circuits.delete(circuit);
      },
    });
    this.#circuits.add(circuit);
    circuit.behave(this.#behaviourOf(target));
  }

  #record(message: RecordedMessage, bytes: Buffer): void {
    this.messages.push(message);
    if (message.kind === 'Request') this.requests.push({ ...message, ...requestHead(bytes) });
  }

  #behaviourOf(target: string): Behaviour {
    return this.#behaviours.get(target) ?? this.#behaviour;
  }
}

/** Starts a proxy for up to `servers` servers. */
export function startProxy(servers = 16): Promise<Proxy> {
  return Proxy.start(servers);
}
