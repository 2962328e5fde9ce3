import type { TableColumn, TableLayout } from './table-layout.ts';

/** The numbers that a column's bits can hold. */
export function columnRange({ low, high, kind }: TableColumn): { readonly low: number; readonly high: number } {
  const values = 2 ** (high - low + 1);
  return kind === 'int' ? { low: -values / 2, high: values / 2 - 1 } : { low: 0, high: values - 1 };
}

/**
 * Puts the values of a column into the rows, whose bits of it are zero. Tells the first row whose value does not fit,
 * -1 if all do; the rows are then not to be used.
 */
export function packColumn(
  words: Uint32Array,
  { rowWords }: TableLayout,
  column: TableColumn,
  values: ArrayLike<number | boolean>,
): number {
  const range = columnRange(column);
  const word = column.low >> 5;
  const shift = column.low & 31;
  const mask = column.high - column.low === 31 ? -1 : (1 << (column.high - column.low + 1)) - 1;
  for (let row = 0, at = word; row < values.length; row++, at += rowWords) {
    const value = Number(values[row]);
    if (!(value >= range.low && value <= range.high) || !Number.isInteger(value)) return row;
    words[at]! |= (value & mask) << shift;
  }
  return -1;
}

/** Reads a column out of whole rows, into as many elements as there are rows. */
export function unpackColumn<A extends Uint32Array | Int32Array | Uint16Array>(
  words: Uint32Array,
  { rowWords }: TableLayout,
  column: TableColumn,
  into: A,
): A {
  const word = column.low >> 5;
  // The column's bits at the top, then down again: an arithmetic shift brings the sign along.
  const up = 31 - (column.high & 31);
  const down = 31 - (column.high - column.low);
  const isSigned = column.kind === 'int';
  for (let row = 0, at = word; row < into.length; row++, at += rowWords) {
    const bits = words[at]! << up;
    into[row] = isSigned ? bits >> down : bits >>> down;
  }
  return into;
}
