import type { FieldListing } from '../../codec/control/listing.ts';
import { parseColumn, type TableColumn, tableLayout } from '../../codec/table/table-layout.ts';
import type { Questions } from './questions.ts';
import type { ColumnShown, FieldShown, TableShown } from './shown.ts';

/** A field while its answers come in. */
export interface FieldDraft extends FieldListing, FieldShown {
  description: string;
  attributes: Map<string, string>;
  labels: readonly string[];
  units: readonly string[];
  captures: readonly string[];
  constants: Map<string, string>;
  table: TableShown | undefined;
}

/** Attributes that are members of a class, or that bound one. */
const MEMBERS: readonly string[] = ['UNITS', 'SCALE', 'OFFSET', 'CAPTURE', 'DELAY'];
const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  uint: ['MAX'],
  scalar: ['UNITS'],
  bit_mux: ['MAX_DELAY'],
  table: ['MAX_LENGTH', 'ROW_WORDS'],
};
const HAS_ATTRIBUTES: ReadonlySet<string> = new Set(['time', 'pos_out', 'ext_out', 'bit_mux', 'scalar']);

/** What decides the members of a field; which instance is asked does not matter, and the first one is always there. */
export function askField(block: string, field: FieldDraft, questions: Questions): void {
  const { name, type, subtype } = field;
  const kind = subtype === '' || type === 'ext_out' ? type : subtype;
  const first = `${block}1.${name}`;
  questions.ask(`*DESC.${block}.${name}`, ([text = '']) => (field.description = text.trim()));
  if (kind === 'enum') questions.require(`*ENUMS.${block}.${name}`, (labels) => (field.labels = labels));
  for (const attribute of CONSTANTS[kind] ?? [])
    questions.ask(`${first}.${attribute}`, ([text = '']) => field.constants.set(attribute, text));
  if (HAS_ATTRIBUTES.has(kind)) {
    questions.require(`${block}.${name}.*`, (names) => {
      for (const attribute of names.toSorted()) field.attributes.set(attribute, '');
    });
  }
  if (kind === 'time') questions.require(`*ENUMS.${first}.UNITS`, (units) => (field.units = units));
  if (kind === 'pos_out' || kind === 'ext_out')
    questions.require(`*ENUMS.${first}.CAPTURE`, (captures) => (field.captures = captures));
  if (kind === 'table') {
    questions.require(`${first}.FIELDS`, (lines) => {
      const columns = lines.map(parseColumn).map((column): ColumnShown => ({ column, description: '', labels: [] }));
      field.table = { layout: { rowWords: 0, columns: [] }, columns, maxRows: 0 };
    });
  }
}

/** What is known to be asked only now: columns of tables, and descriptions of attributes. */
export function askColumns(block: string, field: FieldDraft, questions: Questions): void {
  const first = `${block}1.${field.name}`;
  for (const attribute of field.attributes.keys()) {
    if (!MEMBERS.includes(attribute)) continue;
    questions.ask(`*DESC.${first}.${attribute}`, ([text = '']) => field.attributes.set(attribute, text.trim()));
  }
  if (field.table === undefined) return;
  const columns = field.table.columns.map((shown): { -readonly [K in keyof ColumnShown]: ColumnShown[K] } => shown);
  field.table = tableShown(field, columns);
  for (const shown of columns) {
    const { name, kind } = shown.column;
    questions.ask(`*DESC.${first}[].${name}`, ([text = '']) => (shown.description = text.trim()));
    if (kind === 'enum') questions.require(`*ENUMS.${first}[].${name}`, (labels) => (shown.labels = labels));
  }
}

function tableShown({ constants }: FieldDraft, columns: readonly ColumnShown[]): TableShown {
  const rowWords = constants.get('ROW_WORDS');
  const layout = tableLayout(
    columns.map(({ column }): TableColumn => column),
    rowWords === undefined ? undefined : Number(rowWords),
  );
  // The box counts words.
  return { layout, columns, maxRows: Math.floor(Number(constants.get('MAX_LENGTH') ?? 0) / layout.rowWords) };
}
