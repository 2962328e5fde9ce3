import type { FieldSpec, ValueSpec } from '../../../core/contract/spec.ts';
import type { ColumnShown, FieldShown, TableShown } from '../introspect/shown.ts';
import { enumSpec } from './labels.ts';
import type { BlockMember } from './member.ts';

export function tableMember({ name, description }: FieldShown, table: TableShown): BlockMember {
  const names = columnNames(table.columns);
  const fields = table.columns.map((shown, index): FieldSpec => ({ name: names[index]!, ...columnSpec(shown) }));
  return {
    spec: { kind: 'rw', source: name, type: 'table', fields },
    meta: { ...(description === '' ? {} : { description }), maxShape: [table.maxRows] },
    form: { kind: 'table', table },
  };
}

/** As the IOCs of PandABlocks name them, unless two would be one. */
export function columnNames(columns: readonly ColumnShown[]): readonly string[] {
  const lower = columns.map(({ column }) => column.name.toLowerCase());
  return new Set(lower).size === lower.length ? lower : columns.map(({ column }) => column.name);
}

/** One bit is a flag; numbers are of the smallest array that the IOCs have for them. */
export function columnSpec({ column, labels }: ColumnShown): ValueSpec {
  const bits = column.high - column.low + 1;
  const { spec } = enumSpec(labels);
  if (column.kind === 'enum' && spec.labels !== undefined) return { type: 'enum[]', labels: spec.labels };
  if (column.kind === 'int') return { type: 'i32[]' };
  if (bits === 1) return { type: 'bool[]' };
  return { type: bits <= 16 ? 'u16[]' : 'u32[]' };
}
