import { DevgenError } from '../../core/contract/errors.ts';
import type { FieldSpec, ValueSpec } from '../../core/contract/spec.ts';
import { typedArrayOf } from '../../core/value/typed-array.ts';
import type { Converter } from './converter.ts';

type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** What a column of labels can hold in fastcs, in characters. */
const FASTCS_LABEL = 16;

/** Tables column by column, by name; `undefined` where the columns are others. */
export function tableConverter(native: ValueSpec, wire: ValueSpec): Converter | undefined {
  const shown = new Map((wire.fields ?? []).map((field) => [field.name, field]));
  const columns = (native.fields ?? []).map((field) => {
    const other = shown.get(field.name);
    return other === undefined ? undefined : column(field, other);
  });
  if (shown.size !== columns.length || columns.includes(undefined)) return undefined;
  const names = (native.fields ?? []).map(({ name }) => name);
  const each = (value: unknown, way: keyof Converter): Columns =>
    Object.fromEntries(
      names.map((name, index) => {
        // An IOC serves no columns at all until a table was written.
        const given = (value as Partial<Columns> | null)?.[name] ?? [];
        return [name, columns[index]![way](given) as ArrayLike<unknown>];
      }),
    );
  return { toValue: (value) => each(value, 'toValue'), toWire: (value) => each(value, 'toWire') };
}

function column(native: FieldSpec, wire: FieldSpec): Converter | undefined {
  const numbers = typedArrayOf(wire.type.replace('[]', ''));
  if (native.type === 'enum[]') return wire.type === 'str[]' ? labels(native) : undefined;
  if (numbers === undefined) return undefined;
  const toWire = (value: unknown): unknown => arrayOf(wire.type, value as ArrayLike<number>);
  if (native.type === 'bool[]')
    return { toValue: (value) => Array.from(value as ArrayLike<number>, (each) => each !== 0), toWire };
  return { toValue: (value) => narrowed(native, value as ArrayLike<number>), toWire };
}

/** An array of a type, of numbers or flags. */
function arrayOf(type: string, values: ArrayLike<number | boolean>): unknown {
  const made = new (typedArrayOf(type.replace('[]', ''))!)(values.length);
  for (let index = 0; index < values.length; index++) made[index] = Number(values[index]) as never;
  return made;
}

/** An IOC may have a wider array than the class; what does not fit is no value of the column. */
function narrowed({ name, type }: FieldSpec, values: ArrayLike<number>): unknown {
  const made = arrayOf(type, values) as ArrayLike<number>;
  for (let index = 0; index < values.length; index++) {
    if (made[index] === values[index]) continue;
    throw new DevgenError(`${values[index]} at ${name}[${index}] does not fit ${type}`, {
      code: 'VALUE.TYPE',
      expected: type,
      actual: values[index],
      hint: 'the IOC serves what the box cannot hold',
    });
  }
  return made;
}

/** fastcs cuts labels of columns; the class has them whole. */
function labels({ labels: known = [] }: FieldSpec): Converter {
  const cut = new Map(known.map((label) => [label.slice(0, FASTCS_LABEL), label]));
  return {
    toValue: (value) => Array.from(value as ArrayLike<string>, (each) => cut.get(each.slice(0, FASTCS_LABEL)) ?? each),
    toWire: (value) => Array.from(value as ArrayLike<string>),
  };
}
