import { type DevgenError, goodReading, type Meta, type Reading, type ValueSpec } from '@devgen/runtime';
import { type Port, type PortHandler, pushedConnector, type PushedOptions } from '@devgen/runtime/pushed';

/** A PV that does what a test says. */
export class FakePort implements Port {
  readonly source: string;
  readonly puts: unknown[] = [];
  searches = 1;
  hurries = 0;
  monitors = 0;
  isClosed = false;
  meta: Meta = {};
  value: unknown = 0;
  /** Of the server's clock. */
  timeNs = 0n;
  readonly #handler: PortHandler;
  #on: ((reading: Reading) => void) | undefined;

  constructor(name: string, handler: PortHandler) {
    this.source = `fake://${name}`;
    this.#handler = handler;
  }

  connect(type: ValueSpec['type'] = 'f64'): void {
    this.#handler.connected({ spec: { type }, isWritable: true });
  }

  lose(why: DevgenError): void {
    this.#handler.lost(why);
  }

  /** The monitor tells of a value. */
  post(value: unknown, timeNs: bigint): void {
    this.#on?.(goodReading(value, { timeNs }));
  }

  searchAgain(): void {
    this.hurries += 1;
    this.searches += 1;
  }

  async get(): Promise<Reading> {
    return goodReading(this.value, { timeNs: this.timeNs });
  }

  async put(value: unknown): Promise<void> {
    this.puts.push(value);
  }

  monitor(on: (reading: Reading) => void): () => void {
    this.monitors += 1;
    this.#on = on;
    return () => {
      this.monitors -= 1;
      this.#on = undefined;
    };
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A connector over fake ports, which are kept by their names. */
export function fakePorts(options: Partial<PushedOptions> = {}): {
  readonly connector: ReturnType<typeof pushedConnector>;
  readonly ports: Map<string, FakePort>;
} {
  const ports = new Map<string, FakePort>();
  const connector = pushedConnector({
    scheme: 'fake',
    authority: 'here',
    openPort: (name, _, handler) => {
      const port = new FakePort(name, handler);
      ports.set(name, port);
      return port;
    },
    close: async () => {},
    ...options,
  });
  return { connector, ports };
}
