import type { NdArray, NumberArray } from '../../core/contract/values.ts';
import { isNumberArray } from '../../core/value/typed-array.ts';
import type { PvaType, StructType, UnionType } from '../codec/type/pva-type.ts';
import { misfit } from '../codec/value/misfit.ts';
import { type PvaArm, type PvaStruct, type PvaVariant, structMaker } from '../codec/value/pva-value.ts';
import { NUMBER_ARRAYS } from '../codec/wire/numbers.ts';
import { plainVariant } from './plain.ts';
import { fieldOf } from './shape.ts';

/** NTNDArray as a value; what is encoded stays so, with the type that its elements had. */
export function readNdArray(data: PvaStruct): NdArray {
  const arm = data['value'] as PvaArm | null;
  const values = arm === null ? new Uint8Array(0) : numbersOf(arm.value);
  const codec = data['codec'] as PvaStruct | undefined;
  const name = codec === undefined ? '' : String(codec['name'] ?? '');
  const sizes = (data['dimension'] as readonly (PvaStruct | null)[]).map((each) => Number(each?.['size'] ?? 0));
  // The wire says the fastest dimension first.
  const shape = sizes.length === 0 ? [values.length] : sizes.toReversed();
  if (name === '') checkCount(shape, values);
  const element = name === '' ? undefined : elementType(codec?.['parameters'] as PvaVariant | null);
  return {
    shape,
    data: values,
    ...(name === '' ? {} : { codec: name }),
    ...(element === undefined ? {} : { element }),
    ...(typeof data['uniqueId'] === 'number' ? { uniqueId: data['uniqueId'] } : {}),
    ...attributesOf(data['attribute'] as readonly (PvaStruct | null)[] | undefined),
  };
}

/** NTMatrix: one or two dimensions, row by row. */
export function readMatrix(data: PvaStruct): NdArray {
  const values = data['value'] as NumberArray;
  const dim = data['dim'];
  const shape = isNumberArray(dim) && dim.length > 0 ? Array.from(dim, Number) : [values.length];
  checkCount(shape, values);
  return { shape, data: values };
}

/** The fields of an NTNDArray to be put; those that say how big it is are derived. */
export function ndArrayFields(type: StructType, value: NdArray): Readonly<Record<string, unknown>> {
  const { shape, data, codec = '', uniqueId } = value;
  if (codec === '') checkCount(shape, data);
  const arm = armFor(fieldOf(type, 'value') as UnionType, data);
  const size = BigInt(data.byteLength);
  const fields: Readonly<Record<string, unknown>> = {
    value: { kind: arm, value: data },
    dimension: shape.toReversed().map((extent) => ({ size: extent, fullSize: extent, binning: 1 })),
    codec: { name: codec },
    compressedSize: size,
    uncompressedSize: size,
    ...(uniqueId === undefined ? {} : { uniqueId }),
  };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => fieldOf(type, name) !== undefined));
}

/** The fields of an NTMatrix to be put. */
export function matrixFields(type: StructType, { shape, data }: NdArray): Readonly<Record<string, unknown>> {
  checkCount(shape, data);
  return { value: data, ...(fieldOf(type, 'dim') === undefined ? {} : { dim: [...shape] }) };
}

function numbersOf(value: unknown): NumberArray {
  return isNumberArray(value) ? value : Uint8Array.from(value as readonly boolean[], Number);
}

function armFor({ fields }: UnionType, data: NumberArray): string {
  const arm = fields.find(({ type }) => holds(type, data));
  if (arm === undefined) throw misfit('value', data, 'of a type that this array can have');
  return arm.name;
}

function holds(type: PvaType, data: NumberArray): boolean {
  if (type.kind !== 'scalar[]' || type.of === 'bool' || type.of === 'str') return false;
  return data instanceof NUMBER_ARRAYS[type.of];
}

function checkCount(shape: readonly number[], data: NumberArray): void {
  const count = shape.reduce((product, extent) => product * extent, 1);
  if (count !== data.length) throw misfit('value', data, `${count} elements, as the shape [${shape.join(', ')}] says`);
}

/** areaDetector says what was encoded by the code of its scalar type. */
function elementType(parameters: PvaVariant | null | undefined): NdArray['element'] {
  const code = parameters?.value;
  return typeof code === 'number' || typeof code === 'bigint' ? ELEMENTS[Number(code)] : undefined;
}

/** The numbers of pvData's scalar types. */
const ELEMENTS = ['bool', 'i8', 'i16', 'i32', 'i64', 'u8', 'u16', 'u32', 'u64', 'f32', 'f64', 'str'] as const;

function attributesOf(list: readonly (PvaStruct | null)[] | undefined): Pick<NdArray, 'attributes'> {
  if (list === undefined || list.length === 0) return {};
  const attributes = new (structMaker())() as Record<string, unknown>;
  for (const each of list) {
    if (each !== null) attributes[String(each['name'])] = plainVariant(each['value'] as PvaVariant | null);
  }
  return { attributes };
}
