import type { BoxShown } from '@devgen/runtime/panda';

export type Fact = Readonly<Record<string, unknown>>;

type FieldShown = BoxShown['blocks'][number]['fields'][number];

/** What we found out of a box, in the words of the vendor's client. */
export function told(box: BoxShown): Fact {
  return Object.fromEntries(
    box.blocks.map(({ name, count, description, fields }) => [
      name,
      { number: count, description, fields: Object.fromEntries(fields.map((field) => [field.name, fact(field, box)])) },
    ]),
  );
}

/** What the vendor's client found out, without what we have no use for. */
export function theirs(
  blocks: Readonly<Record<string, Fact & { readonly fields: Readonly<Record<string, Fact>> }>>,
): Fact {
  return Object.fromEntries(
    Object.entries(blocks).map(([name, { fields, ...block }]) => [
      name,
      {
        ...block,
        fields: Object.fromEntries(Object.entries(fields).map(([field, all]) => [field, asOurs(all)])),
      },
    ]),
  );
}

/** A bus is the same in any order: we put its constants first. */
function asOurs({
  capture_word: _word,
  bits: _bits,
  scale: _scale,
  offset: _offset,
  has_mode: _mode,
  ...rest
}: Fact): Fact {
  const { type, labels } = rest;
  return type === 'bit_mux' || type === 'pos_mux' ? { ...rest, labels: (labels as string[]).toSorted() } : rest;
}

function fact(field: FieldShown, { bitMux, posMux }: BoxShown): Fact {
  const { type, subtype, description, constants, labels, units, captures, table } = field;
  const common = { type, subtype: subtype === '' ? null : subtype, description };
  switch (type === 'param' || type === 'read' || type === 'write' ? subtype : type) {
    case 'uint':
      return { ...common, max_val: Number(constants.get('MAX')) };
    case 'enum':
      return { ...common, labels };
    case 'scalar':
      return { ...common, units: constants.get('UNITS') };
    case 'time':
      return { ...common, units_labels: units };
    case 'bit_mux':
      return { ...common, max_delay: Number(constants.get('MAX_DELAY')), labels: bitMux.toSorted() };
    case 'pos_mux':
      return { ...common, labels: posMux.toSorted() };
    case 'pos_out':
    case 'ext_out':
      return { ...common, capture_labels: captures };
    case 'table':
      return { ...common, ...tableFact(table) };
    default:
      return common;
  }
}

function tableFact(table: FieldShown['table']): Fact {
  if (table === undefined) throw new Error('a table without columns');
  const { layout, columns, maxRows } = table;
  return {
    max_length: maxRows * layout.rowWords,
    row_words: layout.rowWords,
    fields: Object.fromEntries(
      columns.map(({ column, description, labels }) => [
        column.name,
        {
          subtype: column.kind,
          bit_low: column.low,
          bit_high: column.high,
          description,
          labels: column.kind === 'enum' ? labels : null,
        },
      ]),
    ),
  };
}
