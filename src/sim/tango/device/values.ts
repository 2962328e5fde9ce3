import type {
  AnyValue,
  DevState,
  Dim,
  Elements,
  LongStringArray,
  DoubleStringArray,
} from '@devgen/runtime/tango/codec';

/** DevEncoded. */
export interface Encoded {
  readonly format: string;
  readonly data: Uint8Array;
}

/** What one value of an attribute's data type is here. A DevEnum is its label. */
export interface ScalarValues {
  readonly DevBoolean: boolean;
  readonly DevUChar: number;
  readonly DevShort: number;
  readonly DevUShort: number;
  readonly DevLong: number;
  readonly DevULong: number;
  readonly DevLong64: bigint;
  readonly DevULong64: bigint;
  readonly DevFloat: number;
  readonly DevDouble: number;
  readonly DevString: string;
  readonly DevState: DevState;
  readonly DevEnum: string;
  readonly DevEncoded: Encoded;
}

export type AttributeTypeName = keyof ScalarValues;

/** An image, row after row. */
export interface Image<T> {
  /** Columns and rows. */
  readonly dim: Dim;
  readonly data: ArrayLike<T>;
}

/** What an argument or result of a command is here. */
export interface ArgumentValues extends Omit<ScalarValues, 'DevEnum'> {
  readonly DevVoid: undefined;
  readonly ConstDevString: string;
  readonly DevVarBooleanArray: readonly boolean[];
  readonly DevVarCharArray: Uint8Array;
  readonly DevVarShortArray: Int16Array;
  readonly DevVarUShortArray: Uint16Array;
  readonly DevVarLongArray: Int32Array;
  readonly DevVarULongArray: Uint32Array;
  readonly DevVarLong64Array: BigInt64Array;
  readonly DevVarULong64Array: BigUint64Array;
  readonly DevVarFloatArray: Float32Array;
  readonly DevVarDoubleArray: Float64Array;
  readonly DevVarStringArray: readonly string[];
  readonly DevVarStateArray: readonly DevState[];
  readonly DevVarLongStringArray: LongStringArray;
  readonly DevVarDoubleStringArray: DoubleStringArray;
}

export type ArgumentTypeName = keyof ArgumentValues;

export type CommandResult = AnyValue | readonly number[] | readonly bigint[] | void;

/** Elements as they travel, and their extent. */
export interface Extent {
  readonly elements: Elements;
  readonly dim: Dim;
}
