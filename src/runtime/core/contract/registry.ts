/** The generated classes of one source, loaded when first asked for: importing it costs nothing, however many there are. */
export interface Registry<out Devices = unknown> {
  /** The source's name in `devgen.yaml`. */
  readonly source: string;
  readonly table: () => Promise<RegistryTable>;
  /** Device name to class: known to the type checker only, never set. */
  readonly devices?: Devices;
}

export interface RegistryTable {
  /** By source, then device name: the name of its class. */
  readonly devices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By class name: its module, which exports the class under that name. */
  readonly classes: Readonly<Record<string, () => Promise<unknown>>>;
}
