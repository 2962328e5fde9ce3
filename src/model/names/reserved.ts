/**
 * What generated files import, the global types that they write, and the globals that a reader would take a class of
 * the name for. A list, not the globals of this process: names must not depend on the version of Node.
 */
const TYPES: ReadonlySet<string> = new Set(
  `Device DeviceSpec DeviceVector SignalR SignalW SignalRW Command Encoded Image NdArray Registry AnyArm
  Conversions conversions
  Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array Float64Array
  Uint8ClampedArray ArrayBuffer SharedArrayBuffer DataView Array Object Function String Number Boolean BigInt Symbol
  Promise Proxy Reflect Math JSON Atomics Date RegExp Intl Map Set WeakMap WeakSet WeakRef FinalizationRegistry
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError Infinity NaN
  Iterator Generator AsyncGenerator Iterable AsyncIterable AsyncIterator Event EventTarget Buffer URL Node Element Document
  Awaited Exclude Extract NonNullable Omit Partial Pick PropertyKey Readonly ReadonlyArray ReadonlyMap ReadonlySet Record
  Required Parameters ReturnType InstanceType`.split(/\s+/),
);

/** Files that are not of a class, and names that Windows keeps for itself. */
const FILES = /^(?:index|labels|package|registry|registry-table|tsconfig|con|prn|aux|nul|com\d|lpt\d)$/;

/** `then` would make an awaited device a promise; the rest cannot be keys of a literal, or would hide what all objects have. */
const MEMBERS: ReadonlySet<string> = new Set(
  `then constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__
  __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__`.split(/\s+/),
);

export function isReservedMember(name: string): boolean {
  return MEMBERS.has(name) || (name.startsWith('$') && !name.endsWith('_'));
}

export function isReservedType(name: string): boolean {
  return TYPES.has(name);
}

export function isReservedFile(stem: string): boolean {
  return FILES.test(stem);
}
