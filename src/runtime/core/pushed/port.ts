import type { DevgenError } from '../contract/errors.ts';
import type { Meta } from '../contract/meta.ts';
import type { Reading } from '../contract/reading.ts';
import type { Io, PutOptions } from '../contract/seam.ts';
import type { ValueSpec } from '../contract/spec.ts';

/** What a server shows of one PV beside its value. */
export interface PvShown {
  /** Units are no part of it: they are metadata here. */
  readonly spec: ValueSpec;
  /** `false` only where the server says so. */
  readonly isWritable: boolean;
}

/** Whom a port tells of its PV. */
export interface PortHandler {
  /** It may be asked, for the first time or again; or what it shows has changed. */
  connected(shown: PvShown): void;
  /** Nothing that was asked will be answered; it is looked for again by itself. */
  lost(why: DevgenError): void;
}

/** One PV as a protocol's connector supplies it: looked for as soon as it is opened, and again whenever it is lost. */
export interface Port {
  /** Full address: `pva://BL01:M1.RBV`. */
  readonly source: string;
  /** How often its name was searched for until a server answered, or so far without an answer. */
  readonly searches: number;
  /** Searches again now, not when it would be its turn. */
  searchAgain?(): void;
  /** As the server told it last; that of the last connection, while there is none. */
  readonly meta: Meta;
  /** `false` while the server permits no write. */
  readonly mayWrite?: boolean;
  /** Somebody looks at the metadata: it is kept up from now on, where that is not so anyway. */
  followMeta?(): void;
  get(io: Io): Promise<Reading>;
  /** By the label of an enum, or its number. Never sent twice. Done when the record has processed, unless told otherwise. */
  put(value: unknown, io: Io, how?: PutOptions): Promise<void>;
  /**
   * The present value, then every change, over all losses, whose telling is the handler's. Whoever refuses is told by a
   * reading that is not ok. One at a time: the function returned ends it.
   */
  monitor(on: (reading: Reading) => void): () => void;
  close(): void;
}

/** Opens the port of a PV. `wanted` is what a class declares, for protocols whose wire does not tell all of a type. */
export type OpenPort = (name: string, wanted: ValueSpec | undefined, handler: PortHandler) => Port;
