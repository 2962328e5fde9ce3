import {
  DevgenError,
  type Backend,
  type Connector,
  type DeviceSpec,
  type Link,
  type LinkState,
  type Reading,
} from '@devgen/runtime';

/** How a device of a {@link FakeSystem} answers: with a live spec, an error, or never; `late` after it is released. */
export type FakeDevice = DeviceSpec | Error | 'hangs';

/** A control system whose devices are a table, and which counts what is asked of it. */
export class FakeSystem implements Connector {
  readonly scheme: string;
  readonly authority: string;
  readonly world?: string;
  readonly devices = new Map<string, FakeDevice>();
  readonly opened: string[] = [];
  readonly links = new Set<FakeLink>();
  /** Opens that have to wait for {@link release}. */
  readonly held = new Map<string, () => void>();
  #holding = false;

  constructor(devices: Readonly<Record<string, FakeDevice>> = {}, name = 'fake://box:1', world?: string) {
    const [scheme = '', authority = ''] = name.split('://');
    this.scheme = scheme;
    this.authority = authority;
    if (world !== undefined) this.world = world;
    for (const [address, device] of Object.entries(devices)) this.devices.set(address, device);
  }

  claims(address: string): 'yes' | 'maybe' | 'no' {
    if (address.startsWith(`${this.scheme}://`))
      return address.startsWith(`${this.scheme}://${this.authority}/`) ? 'yes' : 'no';
    return 'maybe';
  }

  /** Folds case, and has two name spaces, as Tango. */
  key(source: string, kind: 'signal' | 'command' | 'block'): string {
    return `${kind === 'command' ? '!' : ''}${source.toLowerCase()}`;
  }

  /** From now on opens wait; ends with {@link release}. */
  hold(): void {
    this.#holding = true;
  }

  release(): void {
    this.#holding = false;
    for (const open of this.held.values()) open();
    this.held.clear();
  }

  async open(address: string): Promise<Link> {
    this.opened.push(address);
    if (this.#holding) await new Promise<void>((resolve) => this.held.set(address, resolve));
    const device = this.devices.get(address);
    if (device === 'hangs') return new Promise(() => {});
    if (device instanceof Error) throw device;
    if (device === undefined)
      throw new DevgenError(`${address} is not defined`, { code: 'CONNECT.FAILED', device: address });
    const link = new FakeLink(this, device);
    this.links.add(link);
    return link;
  }

  async close(): Promise<void> {
    await Promise.all([...this.links].map((link) => link.close()));
  }
}

export class FakeLink implements Link {
  readonly system: FakeSystem;
  state: LinkState;
  readonly listeners = new Set<(state: LinkState) => void>();
  /** Wire paths of the backends made, in order. */
  readonly backends: string[] = [];

  constructor(system: FakeSystem, spec: DeviceSpec) {
    this.system = system;
    this.state = { state: 'connected', since: 1, live: { spec, meta: new Map() } };
  }

  onState(on: (state: LinkState) => void): () => void {
    this.listeners.add(on);
    return () => this.listeners.delete(on);
  }

  enter(state: LinkState): void {
    this.state = state;
    for (const on of this.listeners) on(state);
  }

  lose(): void {
    this.enter({ state: 'lost', since: 2, why: new DevgenError('the box is off', { code: 'LINK.LOST' }) });
  }

  restore(spec: DeviceSpec): void {
    this.enter({ state: 'connected', since: 3, live: { spec, meta: new Map() } });
  }

  backend(path: readonly (string | number)[], { source }: { readonly source: string }): Backend {
    const at = [...path, source].join('/');
    this.backends.push(at);
    const reading: Reading = { ok: true, value: at, severity: 'none', timeNs: 0n, stale: false };
    return {
      source: `fake://${at}`,
      meta: {},
      get: async () => reading,
      put: async () => {},
      setpoint: async () => at,
      execute: async () => at,
      subscribe: (on) => {
        on(reading);
        return () => {};
      },
    };
  }

  async getMany(): Promise<readonly Reading[]> {
    return [];
  }

  async close(): Promise<void> {
    this.system.links.delete(this);
    if (this.state.state !== 'closed') this.enter({ state: 'closed', since: 4 });
  }
}
