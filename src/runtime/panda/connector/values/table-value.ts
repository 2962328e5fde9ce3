import { DevgenError } from '../../../core/contract/errors.ts';
import { columnRange, packColumn, unpackColumn } from '../../codec/table/table-rows.ts';
import type { ColumnShown, TableShown } from '../introspect/shown.ts';
import { protocolError } from '../../codec/protocol-error.ts';
import { columnNames, columnSpec } from '../members/table-member.ts';

type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** The words of whole rows as equally long columns. */
export function decodeTable({ layout, columns }: TableShown, words: Uint32Array): Columns {
  const rows = words.length / layout.rowWords;
  if (!Number.isInteger(rows)) throw protocolError(`a table of ${words.length} words, which are no whole rows`);
  const names = columnNames(columns);
  return Object.fromEntries(
    columns.map((shown, index) => [
      names[index]!,
      decodeColumn(shown, (into) => unpackColumn(words, layout, shown.column, into), rows),
    ]),
  );
}

function decodeColumn(
  shown: ColumnShown,
  unpack: <A extends Uint32Array | Int32Array | Uint16Array>(into: A) => A,
  rows: number,
): ArrayLike<unknown> {
  const { type, labels } = columnSpec(shown);
  switch (type) {
    case 'enum[]':
      // A number without a label is told as a label that nobody declares.
      return Array.from(unpack(new Uint32Array(rows)), (number) => labels?.[number] ?? String(number));
    case 'bool[]':
      return Array.from(unpack(new Uint16Array(rows)), (bit) => bit === 1);
    case 'i32[]':
      return unpack(new Int32Array(rows));
    case 'u16[]':
      return unpack(new Uint16Array(rows));
    default:
      return unpack(new Uint32Array(rows));
  }
}

/** Columns that fit their spec as the words of rows. Throws VALUE.LIMITS for a value too large and for too many rows. */
export function encodeTable(table: TableShown, value: unknown, source: string): Uint32Array {
  const { layout, columns, maxRows } = table;
  const values = value as Columns;
  const names = columnNames(columns);
  const rows = values[names[0] ?? '']?.length ?? 0;
  if (rows > maxRows) throw tooLong(rows, maxRows, source);
  const words = new Uint32Array(rows * layout.rowWords);
  for (const [index, shown] of columns.entries()) {
    const name = names[index]!;
    const numbers = numbersOf(shown, values[name]!);
    const row = packColumn(words, layout, shown.column, numbers);
    if (row >= 0) throw outside(shown, `${name}[${row}]`, numbers[row], source);
  }
  return words;
}

function numbersOf(shown: ColumnShown, values: ArrayLike<unknown>): ArrayLike<number | boolean> {
  const { type, labels = [] } = columnSpec(shown);
  if (type !== 'enum[]') return values as ArrayLike<number | boolean>;
  const numbers = new Map(labels.map((label, index) => [label, index]));
  return Uint32Array.from(values as ArrayLike<string>, (label) => numbers.get(label) ?? 0);
}

/** The box counts words, people count rows. */
export function tooLong(rows: number, maxRows: number, source: string): DevgenError {
  return new DevgenError(`${rows} rows are too many, at most ${maxRows} fit`, {
    code: 'VALUE.LIMITS',
    about: source,
    source,
    expected: { high: maxRows },
    actual: rows,
    hint: 'nothing was sent: write fewer rows, or stream them in pieces',
  });
}

function outside({ column }: ColumnShown, place: string, value: unknown, source: string): DevgenError {
  const range = columnRange(column);
  return new DevgenError(`${String(value)} at ${place} is outside ${range.low} to ${range.high}`, {
    code: 'VALUE.LIMITS',
    about: source,
    source,
    expected: range,
    actual: value,
    hint: 'nothing was sent: write a value within the limits',
  });
}
