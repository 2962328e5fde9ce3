import { type Head, padded, writeHead } from '../message/header.ts';
import type { CaWriter } from '../wire/writer.ts';
import type { CaArray, CaData, CaMeta, CaType, CaValue } from './ca-data.ts';
import { type DbrLayout, EPICS_EPOCH, LABEL_SIZE, layoutOf, MOST_LABELS, STRING_SIZE, UNITS_SIZE } from './dbr.ts';
import { numbersOf } from './limits.ts';

/** What goes before the elements in a form; what is left out is zero. */
export type DbrData = Pick<CaData, 'value'> & Partial<CaData>;

/**
 * Writes a message that carries a value, the elements of which are those of the type that `head` names: `put` of a
 * client, answers and events of a server. The value must fit, see {@link fitValue}.
 */
export function writeDbr(writer: CaWriter, head: Omit<Head, 'count'> & { readonly type: number }, data: DbrData): void {
  const layout = layoutOf(head.type)!;
  const count = elementCount(data.value);
  const length = padded(layout.offset + count * layout.size);
  writeHead(writer, { ...head, count }, length);
  const start = writer.position;
  writeBefore(writer, layout, data);
  // Where the elements have to begin at a multiple of their size.
  writer.zeros(layout.offset - (writer.position - start));
  writeElements(writer, layout.type, data.value);
  writer.padFrom(start);
}

export function elementCount(value: CaValue): number {
  return typeof value === 'object' ? value.length : 1;
}

function writeBefore(writer: CaWriter, { type, form }: DbrLayout, data: DbrData): void {
  if (form === 'plain') return;
  writer.u16(data.status ?? 0);
  writer.u16(data.severity ?? 0);
  if (form === 'status') return;
  if (form === 'time') {
    writer.u32(Math.max(0, (data.seconds ?? 0) - EPICS_EPOCH));
    writer.u32(data.nanoseconds ?? 0);
  } else writeMeta(writer, type, form === 'control' ? 8 : 6, data.meta ?? {});
}

function writeMeta(writer: CaWriter, type: CaType, limitCount: number, meta: CaMeta): void {
  if (type === 'string') return;
  if (type === 'enum') return writeLabels(writer, meta.labels ?? []);
  if (type === 'float' || type === 'double') {
    writer.i16(meta.precision ?? 0);
    writer.zeros(2);
  }
  writer.field(meta.units ?? '', UNITS_SIZE);
  for (const limit of numbersOf(meta.limits).slice(0, limitCount)) writeNumber(writer, type, limit);
}

function writeLabels(writer: CaWriter, labels: readonly string[]): void {
  const count = Math.min(MOST_LABELS, labels.length);
  writer.u16(count);
  for (let index = 0; index < MOST_LABELS; index++) writer.field(labels[index] ?? '', LABEL_SIZE);
}

function writeElements(writer: CaWriter, type: CaType, value: CaValue): void {
  if (type === 'string') {
    for (const text of typeof value === 'string' ? [value] : (value as readonly string[])) {
      writer.field(text, STRING_SIZE);
    }
  } else if (typeof value === 'number') writeNumber(writer, type, value);
  else writer.elements(value as CaArray);
}

function writeNumber(writer: CaWriter, type: Exclude<CaType, 'string'>, value: number): void {
  switch (type) {
    case 'double':
      return writer.f64(value);
    case 'long':
      return writer.i32(value);
    case 'enum':
    case 'short':
      return writer.i16(value);
    case 'char':
      return writer.u8(value);
    case 'float':
      return writer.f32(value);
  }
}
