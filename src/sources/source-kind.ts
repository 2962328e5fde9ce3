import type { Connector } from '@devgen/runtime';
import type { Source } from './source.ts';

/** What every entry under `sources` of `devgen.yaml` says, with `${NAME}` replaced. */
export interface SourceSettings {
  readonly address: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly classes?: readonly string[];
  readonly excludeClasses?: readonly string[];
  /** What else the entry says, of the form that the kind's own schema gives it. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Devices of the lock that are not gone, by name: a control system without a directory cannot tell whom it misses. */
  readonly known?: ReadonlyMap<string, KnownDevice>;
  /** Where relative paths start. */
  readonly folder?: string;
  /** The place of a part of the entry, for messages: `devgen.yaml:12`. */
  readonly place?: (...path: readonly (string | number)[]) => string;
}

/** A device as it was last seen. */
export interface KnownDevice {
  /** The control system's class of it, without the world. */
  readonly class: string;
  /** The process that served it, where a pull from this checkout saw it. */
  readonly server?: string;
}

/** One thing of a control system, as its server shows it now. */
export interface Look {
  /** With its scheme: `pva://NAME`. */
  readonly name: string;
  /** `host:port` */
  readonly server: string;
  readonly id?: string;
  /** For people, of one or more lines. */
  readonly type: string;
  readonly count?: number;
  /** Where the server tells. */
  readonly access?: readonly ('read' | 'write' | 'call')[];
}

export interface SourceKind {
  /** JSON Schema of the entry. */
  readonly schema: object;
  /** Every form of its addresses, to show to a person who wrote none of them. */
  readonly addressForms: readonly string[];
  /** A name for a source at the address; `undefined` where it is of no form. Nothing is asked of anybody. */
  nameAt(address: string): string | undefined;
  /** Loads the protocol only now. Nothing is asked of anybody yet. */
  open(settings: SourceSettings, environment: Readonly<Record<string, string | undefined>>): Promise<Source>;
  /** The connector of its devices. Nothing is asked of anybody yet. */
  connect(settings: SourceSettings, environment: Readonly<Record<string, string | undefined>>): Promise<Connector>;
  /** Where the address leads, and what said so: `explicit`, an environment variable, or a file. */
  locate(settings: SourceSettings): Promise<{ readonly text: string; readonly from: string } | undefined>;
  /** Looks at one thing that needs no config, where the text is the address of one. */
  lookAt?(text: string, environment: Readonly<Record<string, string | undefined>>): Promise<Look> | undefined;
  /** How its wire names compare: the lock and the live system join on it. */
  key(): Promise<Connector['key']>;
}
