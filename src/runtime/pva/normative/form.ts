import type { Field, PvaType, StructType } from '../codec/type/pva-type.ts';
import { fieldOf, isAside, isEnumeration, isNormative, isTexts, VALUE } from './shape.ts';

/** What of a PV's structure is its value. */
export type Form =
  | { readonly kind: 'enum' }
  | { readonly kind: 'ndarray' }
  /** `value` and `dim`, row by row. */
  | { readonly kind: 'matrix' }
  /** Columns in the field `value`, or at the top. */
  | { readonly kind: 'table'; readonly columns: readonly Field[]; readonly isNested: boolean }
  /** The field `value`, as it is. */
  | { readonly kind: 'value'; readonly type: PvaType }
  /** These fields of the top. */
  | { readonly kind: 'struct'; readonly fields: readonly Field[] };

const forms = new WeakMap<StructType, Form>();

/** Found once a type. Fields may come in any order, be left out where they are optional, and others be there beside them. */
export function formOf(type: StructType): Form {
  const known = forms.get(type);
  if (known !== undefined) return known;
  const form = normativeForm(type) ?? plainForm(type);
  forms.set(type, form);
  return form;
}

/** Of the types whose id is needed to know what they mean, if it keeps what it promises. */
function normativeForm(type: StructType): Form | undefined {
  const value = fieldOf(type, VALUE);
  if (isNormative(type, 'NTNDArray') && value?.kind === 'union' && fieldOf(type, 'dimension')?.kind === 'struct[]') {
    return { kind: 'ndarray' };
  }
  if (isNormative(type, 'NTTable') && value?.kind === 'struct' && areColumns(value.fields)) {
    return { kind: 'table', columns: value.fields, isNested: true };
  }
  if (isNormative(type, 'NTNameValue')) return nameValueForm(type);
  if (isNormative(type, 'NTMatrix') && isNumbers(value)) return { kind: 'matrix' };
  if (isEnumeration(value) && isNormative(type, 'NTEnum')) return { kind: 'enum' };
  const isValue = ['NTScalar', 'NTScalarArray', 'NTUnion'].some((name) => isNormative(type, name));
  return isValue && value !== undefined ? { kind: 'value', type: value } : undefined;
}

function nameValueForm(type: StructType): Form | undefined {
  const columns = type.fields.filter(({ name }) => name === 'name' || name === VALUE);
  if (columns.length !== 2 || !areColumns(columns) || !isTexts(fieldOf(type, 'name'))) return undefined;
  return { kind: 'table', columns, isNested: false };
}

/** The value, where everything else only tells of it; else all that is there. */
function plainForm(type: StructType): Form {
  const fields = type.fields.filter((field) => !isAside(field));
  const [first] = fields;
  if (fields.length !== 1 || first?.name !== VALUE) return { kind: 'struct', fields };
  return isEnumeration(first.type) ? { kind: 'enum' } : { kind: 'value', type: first.type };
}

function areColumns(fields: readonly Field[]): boolean {
  return fields.length > 0 && fields.every(({ type }) => type.kind === 'scalar[]');
}

function isNumbers(type: PvaType | undefined): boolean {
  return type?.kind === 'scalar[]' && type.of !== 'bool' && type.of !== 'str';
}
