/** What Tango says of attributes, commands and values, in Tango's own words. Units: times in ns since 1970, UTC. */

export type AttrWriteType = 'READ' | 'READ_WITH_WRITE' | 'WRITE' | 'READ_WRITE' | 'WT_UNKNOWN';
export type AttrDataFormat = 'SCALAR' | 'SPECTRUM' | 'IMAGE' | 'FMT_UNKNOWN';
export type AttrQuality = 'ATTR_VALID' | 'ATTR_INVALID' | 'ATTR_ALARM' | 'ATTR_CHANGING' | 'ATTR_WARNING';
export type DispLevel = 'OPERATOR' | 'EXPERT';
export type DevSource = 'DEV' | 'CACHE' | 'CACHE_DEV';

/** Tango's `CmdArgType`, by its constant on the wire. */
export const TangoType = {
  DevVoid: 0,
  DevBoolean: 1,
  DevShort: 2,
  DevLong: 3,
  DevFloat: 4,
  DevDouble: 5,
  DevUShort: 6,
  DevULong: 7,
  DevString: 8,
  DevVarCharArray: 9,
  DevVarShortArray: 10,
  DevVarLongArray: 11,
  DevVarFloatArray: 12,
  DevVarDoubleArray: 13,
  DevVarUShortArray: 14,
  DevVarULongArray: 15,
  DevVarStringArray: 16,
  DevVarLongStringArray: 17,
  DevVarDoubleStringArray: 18,
  DevState: 19,
  ConstDevString: 20,
  DevVarBooleanArray: 21,
  DevUChar: 22,
  DevLong64: 23,
  DevULong64: 24,
  DevVarLong64Array: 25,
  DevVarULong64Array: 26,
  DevEncoded: 28,
  DevEnum: 29,
  DevPipeBlob: 30,
  DevVarStateArray: 31,
  DevVarEncodedArray: 32,
  Unknown: 100,
} as const;
export type TangoTypeName = keyof typeof TangoType;

/** `DevState` in wire order. */
export const DEV_STATES = [
  'ON',
  'OFF',
  'CLOSE',
  'OPEN',
  'INSERT',
  'EXTRACT',
  'MOVING',
  'STANDBY',
  'FAULT',
  'INIT',
  'RUNNING',
  'ALARM',
  'DISABLE',
  'UNKNOWN',
] as const;
export type DevState = (typeof DEV_STATES)[number];

/** AttributeConfig_5; what an older device does not send has the default given here. Sentinels such as "Not specified" are kept. */
export interface AttributeConfig {
  readonly name: string;
  readonly writable: AttrWriteType;
  readonly dataFormat: AttrDataFormat;
  readonly dataType: number;
  /** `false` below IDL 5. */
  readonly memorized: boolean;
  readonly maxDimX: number;
  readonly maxDimY: number;
  readonly description: string;
  readonly label: string;
  readonly unit: string;
  readonly standardUnit: string;
  readonly displayUnit: string;
  readonly format: string;
  readonly minValue: string;
  readonly maxValue: string;
  readonly writableAttrName: string;
  readonly level: DispLevel;
  /** Of a forwarded attribute; empty below IDL 5. */
  readonly rootAttrName: string;
  /** Empty below IDL 5, where an enum shows as DevShort. */
  readonly enumLabels: readonly string[];
  readonly alarm: {
    readonly minAlarm: string;
    readonly maxAlarm: string;
    readonly minWarning: string;
    readonly maxWarning: string;
    readonly deltaT: string;
    readonly deltaVal: string;
  };
  /** Relative and absolute change, and periods in ms, as text. */
  readonly events: {
    readonly changeRelative: string;
    readonly changeAbsolute: string;
    readonly period: string;
    readonly archiveRelative: string;
    readonly archiveAbsolute: string;
    readonly archivePeriod: string;
  };
}

/** DevCmdInfo_2. */
export interface CommandInfo {
  readonly name: string;
  readonly level: DispLevel;
  readonly tag: number;
  readonly inType: number;
  readonly outType: number;
  readonly inDescription: string;
  readonly outDescription: string;
}

/** One level of Tango's error stack, the innermost first. */
export interface DevError {
  readonly reason: string;
  readonly severity: 'WARN' | 'ERR' | 'PANIC';
  readonly description: string;
  readonly origin: string;
}

export interface Dim {
  /** Columns. */
  readonly x: number;
  /** Rows; 0 for a scalar or spectrum. */
  readonly y: number;
}

/**
 * The elements of a value as they come off the wire, typed array where there is one: DevBoolean `boolean[]`, numbers
 * their typed array, 64 bits BigInt arrays, DevString `string[]`, DevEnum `Int16Array`, DevState `DevState[]`,
 * DevEncoded `Encoded[]`. A scalar has one element.
 */
export type Elements =
  | readonly boolean[]
  | readonly string[]
  | readonly DevState[]
  | readonly { readonly format: string; readonly data: Uint8Array }[]
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** One attribute of a `read_attributes` reply; `errors` not empty means that there is no value. */
export interface AttributeValue {
  readonly name: string;
  readonly quality: AttrQuality;
  /** Undefined where the server did not say (error, INVALID). */
  readonly dataFormat: AttrDataFormat | undefined;
  readonly timeNs: bigint;
  readonly value: Elements | undefined;
  readonly dim: Dim;
  /** The set value, which follows the read value on the wire; undefined where the attribute has none. */
  readonly setValue: Elements | undefined;
  readonly setDim: Dim;
  readonly errors: readonly DevError[];
}

/** What `write_attributes` needs of one attribute. */
export interface AttributeWrite {
  readonly name: string;
  readonly dataType: number;
  readonly dataFormat: AttrDataFormat;
  readonly value: Elements;
  readonly dim: Dim;
}

/** A row of the database's device table. */
export interface DatabaseDevice {
  readonly name: string;
  readonly class: string;
  /** `Exec/instance` */
  readonly server: string;
  readonly exported: boolean;
  /** Stringified object reference; empty when never exported. */
  readonly ior: string;
  readonly alias?: string;
}
