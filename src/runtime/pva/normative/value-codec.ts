import type { NdArray } from '../../core/contract/values.ts';
import { DevgenError } from '../../core/contract/errors.ts';
import { isNumberArray } from '../../core/value/typed-array.ts';
import { labelsText, valueText } from '../../core/value/value-text.ts';
import type { Field, PvaType, StructType } from '../codec/type/pva-type.ts';
import { misfit } from '../codec/value/misfit.ts';
import { type PvaStruct, type PvaValue, structMaker } from '../codec/value/pva-value.ts';
import { formOf } from './form.ts';
import { matrixFields, ndArrayFields, readMatrix, readNdArray } from './ndarray.ts';
import { plainOf } from './plain.ts';
import { VALUE } from './shape.ts';

/** Between the structure of a PV and the value that a class shows: closures, made once a type. */
export interface ValueCodec {
  /** `labelled`: a choice is its label, else its number. Throws VALUE.TYPE for a structure that contradicts itself. */
  read(data: PvaStruct, labelled: boolean): unknown;
  /** The fields of the top to be put; of an enum its index alone. `choices` are what the server has now. */
  write(value: unknown, choices: readonly string[] | undefined): Readonly<Record<string, unknown>>;
}

const codecs = new WeakMap<StructType, ValueCodec>();

export function valueCodec(type: StructType): ValueCodec {
  const known = codecs.get(type) ?? compile(type);
  codecs.set(type, known);
  return known;
}

function compile(type: StructType): ValueCodec {
  const form = formOf(type);
  switch (form.kind) {
    case 'enum':
      return { read: readChoice, write: (value, choices) => ({ [VALUE]: { index: indexOf(value, choices) } }) };
    case 'ndarray':
      return { read: readNdArray, write: (value) => ndArrayFields(type, imageOf(value)) };
    case 'matrix':
      return { read: readMatrix, write: (value) => matrixFields(type, imageOf(value)) };
    case 'table':
      return tableCodec(form.columns, form.isNested);
    case 'value':
      return plainCodec(form.type);
    case 'struct':
      return structCodec(form.fields, form.fields.length === type.fields.length);
  }
}

function plainCodec(type: PvaType): ValueCodec {
  const { read, write } = plainOf(type);
  const convert = write ?? (type.kind === 'scalar' ? numberFor(type.of) : undefined);
  return {
    read: read === undefined ? (data) => data[VALUE] : (data) => read(data[VALUE]!),
    write: (value) => ({ [VALUE]: convert === undefined ? value : convert(value) }),
  };
}

/** A readback and its setpoint may be integers of different sizes. */
function numberFor(of: string): ((value: unknown) => unknown) | undefined {
  if (of === 'bool' || of === 'str') return undefined;
  if (of.endsWith('64') && of !== 'f64') {
    return (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value);
  }
  return (value) => (typeof value === 'bigint' && BigInt(Number(value)) === value ? Number(value) : value);
}

function structCodec(fields: readonly Field[], isWhole: boolean): ValueCodec {
  const names = fields.map(({ name }) => name);
  const parts = fields.map(({ type }) => plainOf(type));
  const isSame = isWhole && parts.every(({ read }) => read === undefined);
  const Structure = structMaker();
  const read = (data: PvaStruct): unknown => {
    const out = new Structure() as Record<string, unknown>;
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!;
      const { read: convert } = parts[index]!;
      out[name] = convert === undefined ? data[name] : convert(data[name]!);
    }
    return out;
  };
  return { read: isSame ? (data) => data : read, write: (value) => written(value, names, parts) };
}

function written(
  value: unknown,
  names: readonly string[],
  parts: readonly ReturnType<typeof plainOf>[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw misfit('', value, 'an object of fields');
  const out = new (structMaker())() as Record<string, unknown>;
  for (const [name, own] of Object.entries(value) as [string, unknown][]) {
    const write = parts[names.indexOf(name)]?.write;
    out[name] = write === undefined ? own : write(own);
  }
  return out;
}

function tableCodec(columns: readonly Field[], isNested: boolean): ValueCodec {
  const names = columns.map(({ name }) => name);
  const Table = structMaker();
  return {
    read: (data) => {
      const from = (isNested ? data[VALUE] : data) as PvaStruct;
      const out = new Table() as Record<string, unknown>;
      for (const name of names) out[name] = from[name];
      checkRows(out, names);
      return out;
    },
    write: (value) => {
      if (typeof value !== 'object' || value === null) throw misfit('', value, 'a table');
      checkRows(value as Record<string, unknown>, Object.keys(value));
      return isNested ? { [VALUE]: value } : (value as Record<string, unknown>);
    },
  };
}

function checkRows(table: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const [first = ''] = names;
  const rows = lengthOf(table[first]);
  const odd = names.find((name) => lengthOf(table[name]) !== rows);
  if (odd !== undefined) throw misfit(odd, table[odd], `a column of ${rows} rows, as ${first} is`);
}

function lengthOf(column: unknown): number | undefined {
  return Array.isArray(column) || isNumberArray(column) ? column.length : undefined;
}

function readChoice(data: PvaStruct, labelled: boolean): unknown {
  const { index, choices } = data[VALUE] as { readonly index: number; readonly choices: readonly string[] };
  // A number beyond the choices has no label: whoever wants one is told.
  return labelled ? (choices[index] ?? index) : index;
}

function indexOf(value: unknown, choices: readonly string[] | undefined): PvaValue {
  if (typeof value !== 'string') return value as PvaValue;
  const index = choices?.indexOf(value) ?? -1;
  if (index >= 0) return index;
  throw new DevgenError(`the server has no choice ${valueText(value)}: it has ${labelsText(choices ?? [])}`, {
    code: 'VALUE.LABEL_UNKNOWN',
    expected: choices,
    actual: value,
    hint: 'nothing was sent; the live system has changed: devgen pull, and read the diff in git',
  });
}

function imageOf(value: unknown): NdArray {
  const { shape, data } = (value ?? {}) as Partial<NdArray>;
  if (Array.isArray(shape) && isNumberArray(data)) return value as NdArray;
  throw misfit('', value, '{ shape, data } with a typed array');
}
