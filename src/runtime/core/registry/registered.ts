import { DevgenError } from '../contract/errors.ts';
import type { Registry, RegistryTable } from '../contract/registry.ts';
import { nearest } from '../compare/nearest.ts';
import type { Device, DeviceClass } from '../device/device.ts';
import { nameGlob } from '../support/name-glob.ts';

/** The devices that a generated package knows of one source, by name. Nothing is asked of the control system. */
export interface Registered<Devices> {
  /**
   * The class of a device; its module is loaded when first asked for. Rejects with `REGISTRY.UNKNOWN` for a name that the
   * package does not know.
   */
  load<N extends keyof Devices & string>(name: N): Promise<ClassOf<Devices[N]>>;
  /** A new device of its class, not connected. Rejects as {@link load} does. */
  device<N extends keyof Devices & string>(name: N): Promise<Devices[N]>;
  /**
   * A new device for each name that the glob means (`*` within a part, `**` across `/`), in the order of names, each made
   * when it is asked for; not connected.
   */
  devices(glob?: string): AsyncIterable<Devices[keyof Devices]>;
}

export type ClassOf<D> = D extends Device ? DeviceClass<D> : never;

/** What a control system says of its names. */
export interface Naming {
  /** Equal for names that mean the same device. */
  readonly fold: (name: string) => string;
  /** The address that a device of the name is made with. */
  readonly address: (name: string) => string;
}

interface Entry {
  readonly name: string;
  readonly class: string;
}

interface Loaded {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly classes: RegistryTable['classes'];
}

/** The devices of a registry, as a connector offers them. */
export class RegisteredDevices<Devices> implements Registered<Devices> {
  readonly #registry: Registry<Devices>;
  readonly #naming: Naming;
  #loaded: Promise<Loaded> | undefined;

  constructor(registry: Registry<Devices>, naming: Naming) {
    this.#registry = registry;
    this.#naming = naming;
  }

  async load<N extends keyof Devices & string>(name: N): Promise<ClassOf<Devices[N]>> {
    return (await this.#classOf(await this.#entry(name))) as ClassOf<Devices[N]>;
  }

  async device<N extends keyof Devices & string>(name: N): Promise<Devices[N]> {
    return (await this.#make(await this.#entry(name))) as Devices[N];
  }

  async *devices(glob = '**'): AsyncIterable<Devices[keyof Devices]> {
    const isMeant = nameGlob([glob]);
    for (const entry of (await this.#table()).entries.values())
      if (isMeant(entry.name)) yield (await this.#make(entry)) as Devices[keyof Devices];
  }

  async #make(entry: Entry): Promise<Device> {
    return new (await this.#classOf(entry))(this.#naming.address(entry.name));
  }

  async #entry(name: string): Promise<Entry> {
    const { entries } = await this.#table();
    const entry = entries.get(this.#naming.fold(name));
    if (entry !== undefined) return entry;
    const like = nearest(
      name,
      Array.from(entries.values(), (known) => known.name),
    );
    throw new DevgenError(`${name} is no device of ${this.#registry.source} that the package knows`, {
      code: 'REGISTRY.UNKNOWN',
      device: name,
      source: this.#registry.source,
      hint: `${like === undefined ? '' : `Is it ${like}? `}devgen pull asks for new devices; openDevice takes one without a class.`,
    });
  }

  async #classOf({ name, class: className }: Entry): Promise<DeviceClass> {
    const { classes } = await this.#table();
    const module = Object.hasOwn(classes, className) ? await classes[className]?.() : undefined;
    const found = (module as Readonly<Record<string, unknown>> | undefined)?.[className];
    if (typeof found === 'function') return found as DeviceClass;
    throw new DevgenError(`the package has no class ${className}, which its table gives to ${name}`, {
      code: 'REGISTRY.CLASS',
      device: name,
      source: this.#registry.source,
      hint: 'devgen check',
    });
  }

  /** Read once; a file that could not be loaded is asked for again. */
  #table(): Promise<Loaded> {
    this.#loaded ??= this.#read().catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<Loaded> {
    const { source, table } = this.#registry;
    const { devices, classes } = await table();
    const own = Object.hasOwn(devices, source) ? Object.entries(devices[source] ?? {}) : [];
    const entries = own
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, className]) => [this.#naming.fold(name), { name, class: className }] as const);
    return { entries: new Map(entries), classes };
  }
}

/** For control systems to which upper and lower case are the same. */
export function foldCase(name: string): string {
  return name.toLowerCase();
}

/** A connector with the devices of a registry. */
export function withRegistry<C extends object, Devices>(
  connector: C,
  registry: Registry<Devices>,
  naming: Naming,
): C & Registered<Devices> {
  const registered = new RegisteredDevices(registry, naming);
  return Object.assign(connector, {
    load: <N extends keyof Devices & string>(name: N) => registered.load(name),
    device: <N extends keyof Devices & string>(name: N) => registered.device(name),
    devices: (glob?: string) => registered.devices(glob),
  });
}
