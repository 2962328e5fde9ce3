import type { Meta, SignalSpec, ValueType } from '@devgen/runtime';

/** The lock's file, in the folder of the output package. */
export const LOCK_FILE = 'devgen.lock.json';
/** A lock of a higher number is refused. */
export const LOCK_FORMAT = 1;

/** The facts of a facility, as committed. Every map is keyed by text from the wire or by a name that devgen gave. */
export interface Lock {
  /** By the name that `devgen.yaml` gives the source: neither address nor credentials are kept. */
  readonly sources: ReadonlyMap<string, LockSource>;
  /** By class name. */
  readonly classes: ReadonlyMap<string, LockClass>;
  /** Label sets that the control system itself names (PandA's bit mux, Tango's DevState), by type name. */
  readonly labels: ReadonlyMap<string, LockLabels>;
  readonly ledger: Ledger;
}

export interface LockSource {
  /** Which folder of `sources/` speaks to it: `tango`. */
  readonly kind: string;
  /** By device name. */
  readonly devices: ReadonlyMap<string, LockDevice>;
}

export interface LockDevice {
  /** Key of {@link Lock.classes}. */
  readonly class: string;
  readonly alias?: string;
  /** Interface hash when last seen; absent while it is the class's. In an open class: one of its interfaces. */
  readonly seen?: string;
  /** Deleted from its control system; kept until pruned. */
  readonly gone?: true;
  /** Where this device differs from its class: by wire key, of blocks with the path before it (`SEQ/1/table`). */
  readonly details?: ReadonlyMap<string, MetaPatch>;
}

/** `null` takes away what the class says. */
export type MetaPatch = { readonly [K in keyof Meta]?: Meta[K] | null };

export interface LockClass {
  /** `<world>:<class>`, the control system's own name: `tango:TangoTest`. */
  readonly id: string;
  /** 32 hex digits over wire keys, kinds, types with rank, and labels in order. */
  readonly interface: string;
  /** 32 hex digits over everything else on the class's lines. */
  readonly detail: string;
  readonly doc?: string;
  /**
   * Of an open class alone: the interfaces of its devices, each with the wire keys that it has beside those of members
   * that all have.
   */
  readonly interfaces?: ReadonlyMap<string, readonly string[]>;
  /** By wire key. */
  readonly members: ReadonlyMap<string, LockMember>;
}

export type LockMember = LockSignal | LockCommand | LockBlock | LockVector;

interface MemberBase {
  /** Wire name in the case that it was declared in. */
  readonly source: string;
  readonly optional?: true;
  /** What most devices of the class say. */
  readonly meta: Meta;
}

export interface LockValue {
  readonly type: ValueType;
  /** The labels, or the name of a set in {@link Lock.labels}. */
  readonly labels?: readonly string[] | string;
  readonly fields?: readonly LockField[];
  /** As {@link SignalSpec} has it: of a lock under the overlay of a config, never in a file. */
  readonly wire?: SignalSpec['wire'];
}

export interface LockField extends LockValue {
  readonly name: string;
  readonly units?: string;
}

export interface LockSignal extends MemberBase, LockValue {
  readonly kind: 'r' | 'w' | 'rw';
  /** Wire name to write to, where it is another. */
  readonly write?: string;
  /** As {@link wire}. */
  readonly role?: SignalSpec['role'];
}

export interface LockCommand extends MemberBase {
  readonly kind: 'command';
  readonly in?: LockValue;
  readonly out?: LockValue;
}

export interface LockBlock extends MemberBase {
  readonly kind: 'block';
  /** Key of {@link Lock.classes}. */
  readonly of: string;
}

export interface LockVector extends MemberBase {
  readonly kind: 'vector';
  readonly of: string;
  readonly keys: readonly number[];
}

export interface LockLabels {
  /** `<world>:<set>`, the control system's own name: `panda:bit_mux`. */
  readonly id: string;
  readonly labels: readonly string[];
}

/** Every name that was ever given. A name in it is never derived again, and never given to something else. */
export interface Ledger {
  /** By class name. */
  readonly classes: ReadonlyMap<string, LedgerClass>;
  /** File stem to class name. */
  readonly files: ReadonlyMap<string, string>;
  /** Type name to what it types: class, wire key and field names; or one text, the id of a label set. */
  readonly types: ReadonlyMap<string, readonly string[]>;
  /** By class id, so that all shapes of a control-system class agree: member name to wire key. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export interface LedgerClass {
  readonly id: string;
  /** Every interface that bore the name, the present one last; of an open class all that ever shared it, sorted. */
  readonly interfaces: readonly string[];
  /** Shared by the interfaces beyond the first classes. */
  readonly open?: true;
}

export const EMPTY_LOCK: Lock = {
  sources: new Map(),
  classes: new Map(),
  labels: new Map(),
  ledger: { classes: new Map(), files: new Map(), types: new Map(), members: new Map() },
};
