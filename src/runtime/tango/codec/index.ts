/** Bytes of the Tango wire to structures and back, without I/O: GIOP, CDR and Tango's IDL. Unversioned: devgen's own. */
export {
  type AnyValue,
  type DoubleStringArray,
  elementsOfAny,
  type LongStringArray,
  readAny,
  readTypedAny,
  writeAny,
  writeNamedAny,
} from './any.ts';
export { CdrReader } from './cdr-reader.ts';
export { CdrWriter } from './cdr-writer.ts';
export { corbaloc, type Endpoint, type ObjectRef, parseIor, printIor, readIor, writeIor } from './ior.ts';
export { protocolError } from './protocol-error.ts';
export { elementKindOf, shapeOf, type Shape, tangoTypeName } from './tango-type.ts';
export type { ElementKind } from './elements.ts';
export { type NumberElements, numbersOf } from './numbers.ts';
export * from './idl/attribute-config.ts';
export * from './idl/attribute-value.ts';
export * from './idl/attribute-write.ts';
export * from './idl/client-ident.ts';
export * from './idl/command-info.ts';
export * from './idl/dev-error.ts';
export * from './idl/device-info.ts';
export { readDevSource, readDevState, writeDevSource, writeDevState } from './idl/enum.ts';
export * from './giop.ts';
export { GiopStream, type GiopStreamOptions } from './giop-stream.ts';
export { readSystemException, type SystemExceptionBody, writeSystemException } from './system-exception.ts';
export { DEV_STATES, TangoType } from '../client/types.ts';
export type {
  AttrDataFormat,
  AttributeConfig,
  AttributeValue,
  AttributeWrite,
  AttrQuality,
  AttrWriteType,
  CommandInfo,
  DevError,
  DevSource,
  DevState,
  Dim,
  DispLevel,
  Elements,
  TangoTypeName,
} from '../client/types.ts';
