/**
 * The vocabulary in which a device class is declared: plain literals, the same in a generated file, in the lock and
 * in what a connector reports of the live system. Changing it needs an ADR and a migration of the fixtures.
 */

/** One number, flag or text; `i64` and `u64` are `bigint` in TypeScript. */
export type Scalar = 'bool' | 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'f32' | 'f64' | 'str';

/**
 * What a value is. `[]` is one dimension (EPICS waveform, Tango spectrum), `[][]` two (Tango image).
 * `any` is delivered as it comes and typed `unknown`.
 */
export type ValueType =
  | Scalar
  | 'enum'
  | 'encoded'
  | 'ndarray'
  | 'any'
  | `${Scalar | 'enum' | 'any'}${'[]' | '[][]'}`
  | 'table'
  | 'struct'
  | 'struct[]'
  | 'union'
  | 'union[]';

/** A value: its type, and what the type alone does not say. */
export interface ValueSpec {
  readonly type: ValueType;
  /** Labels of an `enum`, in wire order. Without them, where they are empty or repeat, its value is the number. */
  readonly labels?: readonly string[];
  /** Columns of a `table`, members of a `struct`, arms of a `union`: their order counts. */
  readonly fields?: readonly FieldSpec[];
  readonly units?: string;
  /**
   * What the wire has where the class says otherwise: a whole number or flag for `enum`, 64 bits for `f64`; for a list or
   * image of those a list or image. A class that says it has {@link Conversions}.
   */
  readonly wire?: Wire | `${Wire}${'[]' | '[][]'}`;
}

/** A named column, member or arm. */
export interface FieldSpec extends ValueSpec {
  readonly name: string;
}

/** A readable (`r`), writable (`w`) or readable and writable (`rw`) value. */
export interface SignalSpec extends ValueSpec {
  readonly kind: 'r' | 'w' | 'rw';
  /** Wire name, relative to the device or block that holds it. */
  readonly source: string;
  /** Wire name to write to, where it is not {@link source} (EPICS: `VAL` beside `RBV`). */
  readonly write?: string;
  /** A device may lack it: the member then reads `undefined` once connected. */
  readonly optional?: true;
  /** What it is in a scan. */
  readonly role?: Role;
}

/** Types that a class may have other words for. */
export type Wire = Exclude<Scalar, 'f32' | 'f64' | 'str'>;

/** A value of each point; one of the configuration, read once a run; a value of each point to plot first. */
export type Role = 'read' | 'config' | 'hinted';

/** Something to execute, with at most one argument and one result. */
export interface CommandSpec {
  readonly kind: 'command';
  readonly source: string;
  readonly in?: ValueType | ValueSpec;
  readonly out?: ValueType | ValueSpec;
  readonly optional?: true;
}

/** A part of a device that is a device of its own shape (PandA block, PVI sub-device). */
export interface BlockSpec {
  readonly kind: 'block';
  readonly source: string;
  readonly of: BlockRef;
  readonly optional?: true;
}

/** Numbered parts of one shape; the keys are those of the control system, which may start at 1 and have gaps. */
export interface VectorSpec {
  readonly kind: 'vector';
  readonly source: string;
  readonly of: BlockRef;
  readonly keys: readonly number[];
  readonly optional?: true;
}

export type MemberSpec = SignalSpec | CommandSpec | BlockSpec | VectorSpec;

/** A whole device. */
export interface DeviceSpec {
  /** `<world>:<class>`, the control system's own name of the class: `tango:TangoTest`. */
  readonly id: string;
  /** First 8 digits of the hash over wire keys, kinds, types and labels; absent in a class written by hand. */
  readonly interface?: string;
  readonly members: Readonly<Record<string, MemberSpec>>;
}

/** A spec, or a class that carries one as its static `spec`. */
export type BlockRef = DeviceSpec | { readonly spec: DeviceSpec };

/** The spec behind a {@link BlockRef}. */
export function specOf(ref: BlockRef): DeviceSpec {
  return 'spec' in ref ? ref.spec : ref;
}

/** A command's argument or result as a {@link ValueSpec}; `undefined` is void. */
export function valueSpecOf(value: ValueType | ValueSpec | undefined): ValueSpec | undefined {
  return typeof value === 'string' ? { type: value } : value;
}

/** The value alone as the wire has it; what is inside it stays. */
export function onWire<S extends ValueSpec>(spec: S): S {
  if (spec.wire === undefined) return spec;
  const { labels: _, wire, ...rest } = spec as S & { readonly wire: ValueType };
  return { ...rest, type: wire } as unknown as S;
}

/** Whether the value, or anything inside it, is another on the wire. */
export function isNarrowed(of: Partial<ValueSpec> | ValueType | undefined): boolean {
  return typeof of === 'object' && (of.wire !== undefined || of.fields?.some(isNarrowed) === true);
}

/** Whether labels make a union: EPICS allows empty and repeated ones, and then only the number tells them apart. */
export function usableLabels(labels: readonly string[] | undefined): labels is readonly string[] {
  return labels !== undefined && labels.length > 0 && !labels.includes('') && new Set(labels).size === labels.length;
}
