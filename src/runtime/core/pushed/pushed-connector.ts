import type { Connector, Io, Link } from '../contract/seam.ts';
import type { DeviceSpec, ValueSpec } from '../contract/spec.ts';
import type { OpenPort } from './port.ts';
import { PushedLink } from './pushed-link.ts';
import { PvPool } from './pv-pool.ts';
import { requireOneWire } from './one-wire.ts';

/** A control system whose members are channels of their own, found by their names. */
export interface PushedOptions {
  readonly scheme: string;
  readonly world?: string;
  /** Where it looks. */
  readonly authority: string;
  /** The port of a PV, on whatever server has it. */
  readonly openPort: OpenPort;
  /** Which wishes share a port; all for one name, if absent. */
  portKey?(name: string, wanted: ValueSpec | undefined): string;
  /** What a device is that no class declares; the one PV of its name, if absent. */
  discover?(device: string, io: Io): Promise<DeviceSpec | undefined>;
  /** Ends the client, after all ports. */
  close(): Promise<void>;
}

/** A device's address is what the names of its PVs begin with. */
export function pushedConnector(options: PushedOptions): Connector {
  return new PushedConnector(options);
}

class PushedConnector implements Connector {
  readonly scheme: string;
  declare readonly world?: string;
  readonly authority: string;
  readonly #options: PushedOptions;
  readonly #pool: PvPool;
  readonly #links = new Set<Link>();

  constructor(options: PushedOptions) {
    this.scheme = options.scheme;
    if (options.world !== undefined) this.world = options.world;
    this.authority = options.authority;
    this.#options = options;
    this.#pool = new PvPool(options.openPort, (name, wanted) => options.portKey?.(name, wanted) ?? name);
  }

  claims(address: string): 'yes' | 'maybe' | 'no' {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1];
    if (scheme === undefined) return 'maybe';
    if (scheme.toLowerCase() !== this.scheme) return 'no';
    return address.slice(scheme.length + 3).startsWith(`${this.authority}/`) ? 'yes' : 'maybe';
  }

  /** Names tell letter case apart; signals and commands are PVs alike, and a block may share its source with one. */
  key(source: string, kind: 'signal' | 'command' | 'block'): string {
    return kind === 'block' ? `${source}/` : source;
  }

  async open(address: string, wanted: DeviceSpec | undefined, io: Io): Promise<Link> {
    const device = this.#deviceOf(address);
    const spec = wanted ?? (await this.#options.discover?.(device, io)) ?? onePv;
    requireOneWire(spec, device);
    const source = `${this.scheme}://${device}`;
    const link = await PushedLink.open(
      { device, source, spec, key: (name, kind) => this.key(name, kind) },
      this.#pool,
      io,
    );
    this.#links.add(link);
    link.onState(({ state }) => {
      if (state === 'closed') this.#links.delete(link);
    });
    return link;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#links, (link) => link.close()));
    await this.#options.close();
  }

  /** The prefix alone. */
  #deviceOf(address: string): string {
    const begin = `${this.scheme}:`;
    const isFull = address.toLowerCase().startsWith(`${begin}//`);
    // Without slashes only as written: `CA:X` is a prefix of somebody's.
    if (!isFull) return address.startsWith(begin) ? address.slice(begin.length) : address;
    const name = address.slice(begin.length + 2);
    const own = `${this.authority}/`;
    return name.startsWith(own) ? name.slice(own.length) : name;
  }
}

const onePv: DeviceSpec = { id: '', members: { value: { kind: 'rw', source: '', type: 'any' } } };
