import type { LiveMeta, Meta } from './meta.ts';
import type { Reading } from './reading.ts';
import type { CommandSpec, DeviceSpec, SignalSpec } from './spec.ts';

/**
 * The seam between devices and control systems. A protocol supplies a {@link Connector}; the core knows nothing else
 * of it. `test/conformance` is this page as tests.
 */

/** The one deadline of an operation, passed down unchanged: `remaining()` is in milliseconds and never negative. */
export interface Io {
  readonly signal: AbortSignal;
  remaining(): number;
}

/** What the live system shows of one device, from the same normaliser that the lock uses. */
export interface Live {
  readonly spec: DeviceSpec;
  /** By wire key ({@link Connector.key}), of blocks with the block's path before it, joined by `/`. */
  readonly meta: ReadonlyMap<string, Meta>;
}

export type LinkState =
  | { readonly state: 'connected'; readonly since: number; readonly live: Live }
  | { readonly state: 'lost'; readonly since: number; readonly why: Error }
  | { readonly state: 'closed'; readonly since: number };

/** How to observe; each protocol takes what it can and leaves the rest. Thresholds are for numbers. */
export interface ObserveOptions {
  /**
   * Milliseconds between polls, where the protocol must poll. What was just written or may have changed by a command is
   * read at once, but not more often than the period allows (or once a second, where the period is longer).
   */
  readonly period?: number;
  /** Deliver when the value moved by at least this much. */
  readonly absolute?: number;
  /** Deliver when the value moved by at least this fraction of the last one delivered. */
  readonly relative?: number;
  /** The control system's event to subscribe to, where the protocol has events; one that polls leaves it. */
  readonly event?: string;
}

export interface PutOptions {
  /** `false`: done when sent, instead of when the server says that it is done. */
  readonly wait?: boolean;
}

/** One member of one connected device. A method that a member cannot do rejects with `MEMBER.KIND`. */
export interface Backend {
  /** Full address for messages and documents: `tango://host:10000/sys/tg_test/1/ampli`. */
  readonly source: string;
  /** The full address of what is written, where that is another. */
  readonly writeSource?: string | undefined;
  /** Follows the server where the protocol tells of changes. */
  readonly meta: LiveMeta;
  /** Whether this member is lost, where one may be while others of its link are not; as the link is, if absent. */
  readonly isLost?: boolean;
  get(io: Io): Promise<Reading>;
  put(value: unknown, io: Io, how?: PutOptions): Promise<void>;
  setpoint(io: Io): Promise<unknown>;
  execute(argument: unknown, io: Io): Promise<unknown>;
  /**
   * The first reading comes as soon as one is known; after a loss the first one comes again, without user code.
   * While lost, one reading with `stale: true` says so. The function returned ends it; calling it twice is harmless.
   * `overtaken`: a write of ours ended while the reading was on its way, so it may be from before that write. It is
   * shown to observers and never answers a get; a later reading follows it.
   */
  subscribe(on: (reading: Reading, overtaken?: boolean) => void, how: ObserveOptions): () => void;
}

/** A connection to one device. */
export interface Link {
  readonly state: LinkState;
  /** Told of every change of {@link state}; the function returned ends it. */
  onState(on: (state: LinkState) => void): () => void;
  /** `path` leads from the device to the block that holds the member: `['SEQ', 1]`; empty at the top. */
  backend(path: readonly (string | number)[], member: SignalSpec | CommandSpec): Backend;
  /** Readings in the order asked, in as few requests as the protocol allows; one bad member spoils no other. */
  getMany(of: readonly Backend[], io: Io): Promise<readonly Reading[]>;
  putMany?(of: readonly (readonly [Backend, unknown])[], io: Io): Promise<readonly (Error | undefined)[]>;
  close(): Promise<void>;
}

/** One control system: a Tango database, an EPICS context, a PandA box. Explicit and shareable. */
export interface Connector {
  /** `tango`, `pva`, `ca`, `panda`, `soft`, `mock`: the address's scheme, and the world of a class id. */
  readonly scheme: string;
  /** The world of the class ids that it serves, where that is not the scheme: `epics` of `pva` and `ca`. */
  readonly world?: string;
  /** Which of several of a scheme: `host:port`. */
  readonly authority: string;
  /** Whether a device address belongs here, as far as the text tells. */
  claims(address: string): 'yes' | 'maybe' | 'no';
  /** The key by which spec and live join: Tango folds case, and an attribute differs from a command. */
  key(source: string, kind: 'signal' | 'command' | 'block'): string;
  /**
   * `address` is as the user wrote it, with or without its scheme. `wanted` is the class's spec, or `undefined` for a
   * device without a class. Rejects when unreachable.
   */
  open(address: string, wanted: DeviceSpec | undefined, io: Io): Promise<Link>;
  close(): Promise<void>;
}
