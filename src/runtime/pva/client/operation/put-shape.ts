import type { PvaType, StructType } from '../../codec/type/pva-type.ts';
import { byPath } from '../../codec/value/draft.ts';
import { misfit } from '../../codec/value/misfit.ts';

/** The field that normative types have for what they are about. */
const VALUE = 'value';

/** The field `value`, of an enumeration its index. */
export function valueFields(value: unknown, type: StructType): unknown {
  const field = type.fields.find(({ name }) => name === VALUE);
  if (field === undefined) {
    const names = type.fields.map(({ name }) => name).join(', ');
    throw misfit(
      '',
      value,
      'for this PV, which has no field "value"',
      `name the fields with putFields; it has ${names}`,
    );
  }
  if (!isEnumeration(field.type) || typeof value === 'object') return { [VALUE]: value };
  if (typeof value === 'number') return { [VALUE]: { index: value } };
  throw misfit(VALUE, value, 'the index of a choice', 'a choice is put by its index; get() has the choices');
}

/** Fields by their paths from the top. */
export function pathFields(fields: unknown): unknown {
  return byPath(fields as Readonly<Record<string, unknown>>);
}

/** NTEnum's own structure; its id differs between servers. */
function isEnumeration(type: PvaType): boolean {
  if (type.kind !== 'struct') return false;
  const kinds = type.fields.map((field) => [field.name, field.type.kind]);
  return kinds.length === 2 && kinds.some(([name]) => name === 'index') && kinds.some(([name]) => name === 'choices');
}
