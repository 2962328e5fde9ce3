import { protocolError } from '../protocol-error.ts';
import type { Message } from '../message/message.ts';
import { swapIfLittle } from '../wire/byte-order.ts';
import { decodeText } from '../wire/text.ts';
import type { CaArray, CaData, CaForm, CaMeta, CaType, CaValue } from './ca-data.ts';
import { type DbrLayout, EPICS_EPOCH, LABEL_SIZE, layoutOf, MOST_LABELS, STRING_SIZE, UNITS_SIZE } from './dbr.ts';
import { limitsOf } from './limits.ts';

/** Of alarm and time. */
const TIME_SIZE = 12;
/** A view of fewer bytes would keep a whole message alive for little. */
const WORTH_A_VIEW = 4096;

const ARRAYS = {
  short: Int16Array,
  float: Float32Array,
  enum: Uint16Array,
  char: Uint8Array,
  long: Int32Array,
  double: Float64Array,
} as const;

/**
 * Reads the value of a message, `isArray` as an array even where it has one element. What it returns does not change
 * when the bytes are reused. `CA.PROTOCOL` for a type that is none, and for fewer bytes than the elements need.
 */
export function readDbr(message: Message, isArray: boolean): CaData {
  const layout = layoutOf(message.type);
  if (layout === undefined) throw protocolError(`no value has the type ${message.type}`);
  const { form, type } = layout;
  const value = isArray ? readArray(message, layout) : readElement(message, layout);
  if (form === 'time') {
    const at = message.at(0, TIME_SIZE);
    const { view } = message;
    const status = view.getUint16(at);
    const severity = view.getUint16(at + 2);
    const seconds = view.getUint32(at + 4) + EPICS_EPOCH;
    return { type, value, status, severity, seconds, nanoseconds: view.getUint32(at + 8), meta: undefined };
  }
  const hasAlarm = form !== 'plain';
  return {
    type,
    value,
    status: hasAlarm ? message.u16(0) : undefined,
    severity: hasAlarm ? message.u16(2) : undefined,
    seconds: undefined,
    nanoseconds: undefined,
    meta: form === 'graphic' || form === 'control' ? readMeta(message, type, form) : undefined,
  };
}

function readElement(message: Message, { type, offset, size }: DbrLayout): CaValue {
  if (message.count === 0) throw protocolError('no element where there must be one');
  if (type === 'string') return readText(message, offset);
  const at = message.at(offset, size);
  return numberAt(message.view, type, at);
}

function numberAt(view: DataView, type: Exclude<CaType, 'string'>, at: number): number {
  switch (type) {
    case 'double':
      return view.getFloat64(at);
    case 'long':
      return view.getInt32(at);
    case 'enum':
      return view.getUint16(at);
    case 'short':
      return view.getInt16(at);
    case 'char':
      return view.getUint8(at);
    case 'float':
      return view.getFloat32(at);
  }
}

/** Servers cut the bytes behind the end of a text that is alone. */
function readText(message: Message, offset: number): string {
  const start = message.at(offset, 0);
  return decodeText(message.bytes, start, Math.min(start + STRING_SIZE, message.end));
}

function readArray(message: Message, { type, offset, size }: DbrLayout): CaValue {
  const { count, bytes } = message;
  if (type === 'string') return readTexts(message, offset);
  const start = message.at(offset, count * size);
  return numbers(ARRAYS[type], bytes, start, count, message.isExclusive);
}

function readTexts(message: Message, offset: number): readonly string[] {
  const { count } = message;
  // Of the last one the end may be missing.
  if (count > 1) message.at(offset, (count - 1) * STRING_SIZE + 1);
  return Array.from({ length: count }, (_, index) => readText(message, offset + index * STRING_SIZE));
}

type ArrayType = (typeof ARRAYS)[keyof typeof ARRAYS];

function numbers(type: ArrayType, bytes: Uint8Array, start: number, count: number, isExclusive: boolean): CaArray {
  const { BYTES_PER_ELEMENT: size } = type;
  const length = count * size;
  const from = bytes.byteOffset + start;
  const canView = isExclusive && length >= WORTH_A_VIEW && from % size === 0;
  const buffer = bytes.buffer as ArrayBuffer;
  const out = canView ? new type(buffer, from, count) : new type(buffer.slice(from, from + length));
  swapIfLittle(Buffer.from(out.buffer, out.byteOffset, length), size);
  return out;
}

function readMeta(message: Message, type: CaType, form: CaForm): CaMeta {
  if (type === 'string') return {};
  if (type === 'enum') return { labels: readLabels(message) };
  const isFloating = type === 'float' || type === 'double';
  const unitsAt = isFloating ? 8 : 4;
  const units = fieldText(message, unitsAt, UNITS_SIZE);
  const precision = isFloating ? message.view.getInt16(message.at(4, 2)) : undefined;
  const limits = limitsOf(readLimits(message, type, unitsAt + UNITS_SIZE, form === 'control' ? 8 : 6));
  return {
    ...(units === '' ? {} : { units }),
    ...(precision === undefined ? {} : { precision }),
    ...(limits === undefined ? {} : { limits }),
  };
}

function readLimits(message: Message, type: Exclude<CaType, 'string'>, offset: number, count: number): number[] {
  const size = ARRAYS[type].BYTES_PER_ELEMENT;
  const start = message.at(offset, count * size);
  const limits: number[] = [];
  for (let at = start; at < start + count * size; at += size) limits.push(numberAt(message.view, type, at));
  return limits;
}

function readLabels(message: Message): readonly string[] {
  const count = message.u16(4);
  if (count > MOST_LABELS) throw protocolError(`an enumeration of ${count} labels`);
  return Array.from({ length: count }, (_, index) => fieldText(message, 6 + index * LABEL_SIZE, LABEL_SIZE));
}

function fieldText(message: Message, offset: number, size: number): string {
  const start = message.at(offset, size);
  return decodeText(message.bytes, start, start + size);
}
