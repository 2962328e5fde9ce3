import type { Draft, PvaVariant, StructType } from '@devgen/runtime/pva/codec';

/** How a put is to be done: what a client says in the options of its request. */
export interface PutOptions {
  /** Whether the record is processed afterwards; `passive`: where a put into this field does so by itself. */
  readonly process: 'true' | 'false' | 'passive';
  /** The answer waits for the end of what the put began. */
  readonly block: boolean;
}

/** What the server serves by a name. */
export interface ServedPv {
  readonly type: StructType;
  /** The whole value, and which of its fields were ever set. */
  current(): Draft;
  /** The fields that are marked. What it throws or rejects with is told to the client. */
  put?(change: Draft, options: PutOptions): void | Promise<void>;
  call?(argument: PvaVariant | null): PvaVariant | null | Promise<PvaVariant | null>;
  /** Told of each change: the whole value, and which of its fields changed. The function returned ends it. */
  subscribe(on: (change: Draft) => void): () => void;
}

/** The PVs of a server. */
export interface PvSource {
  /** The same object as long as it is the same PV. */
  pv(name: string): ServedPv | undefined;
  /** Those that a client is told of which asks for all. */
  names(): Iterable<string>;
  /** Told of each PV that is there no more, or whose type is another one now. The function returned ends it. */
  onGone(on: (pv: ServedPv) => void): () => void;
  /** Told when there are other PVs than before. */
  onChange(on: () => void): () => void;
}
