import { DevgenError } from '../../../core/contract/errors.ts';
import { usableLabels, type ValueSpec, type ValueType } from '../../../core/contract/spec.ts';
import { elementOf } from '../../../core/contract/values.ts';
import { typedArrayOf } from '../../../core/value/typed-array.ts';
import { labelsText, valueText } from '../../../core/value/value-text.ts';
import type { ChannelInfo } from '../../client/channel/channel-state.ts';
import type { CaArray, CaType, CaValue } from '../../codec/value/ca-data.ts';
import { type ElementRule, numberOf, ruleFor } from './element-rule.ts';

export type Labels = readonly string[] | undefined;

/** Between the values of a channel and those of a class. */
export interface Conversion {
  /** What the class sees. */
  readonly spec: ValueSpec;
  /** What is asked of the server, where it is not the channel's own type. */
  readonly as?: CaType | 'text';
  /** What is sent to the server, where it is not the channel's own type. */
  readonly writesAs?: CaType;
  /** Throws VALUE.TYPE for what the class has no value for. `labels` are those that the server has now. */
  read(value: CaValue, labels: Labels): unknown;
  write(value: unknown, labels: Labels): unknown;
}

/** What each type of the wire is in a class that nobody wrote. */
const NATURAL = {
  string: 'str',
  short: 'i16',
  float: 'f32',
  enum: 'u16',
  char: 'u8',
  long: 'i32',
  double: 'f64',
} as const satisfies Record<CaType, ValueType>;

type Native = Pick<ChannelInfo, 'type' | 'count'>;

/**
 * The wire has no integers of more than 32 bits, no unsigned ones, no truth values and no long texts: what a class wants
 * to be one of these is taken as wanted, and each value is checked. Everything else is what the wire says.
 */
export function conversionFor(native: Native, labels: Labels, wanted: ValueSpec | undefined): Conversion {
  const { element, rank } = elementOf(wanted?.type ?? 'any');
  const isArray = native.count !== 1;
  if (wanted?.type === 'str' && native.type === 'char' && isArray) return TEXT;
  // A choice of more than two is no flag.
  const isMore = native.type === 'enum' && labels !== undefined && labels.length > 2;
  const fits = (rank === 1 || !isArray) && !isMore;
  const rule = fits && rank < 2 ? ruleFor(native.type, element) : undefined;
  if (rule !== undefined) return converted(rule, element, rank, isArray);
  if (native.type === 'enum' && !isArray) return choice(labels);
  const natural = NATURAL[native.type];
  // An array of one element cannot be told from a single value.
  const asArray = isArray || wanted?.type === `${natural}[]`;
  return asArray ? arrayOf(natural, isArray) : scalarOf(natural);
}

/** What a channel is in a class: as {@link wanted}, where the wire may be taken so. `labels` are of its choices. */
export function caValueSpec(native: Native, labels?: readonly string[], wanted?: ValueSpec): ValueSpec {
  return conversionFor(native, labels, wanted).spec;
}

const TEXT: Conversion = { spec: { type: 'str' }, as: 'text', read: same, write: same };

function choice(labels: Labels): Conversion {
  const isLabelled = usableLabels(labels);
  return {
    spec: isLabelled ? { type: 'enum', labels } : { type: 'enum' },
    // A number beyond the labels has none: whoever wants one is told.
    read: (value, now) => (isLabelled ? (now?.[value as number] ?? value) : value),
    write: (value, now) => (typeof value === 'string' ? indexOf(value, now) : value),
  };
}

function scalarOf(type: ValueType): Conversion {
  return { spec: { type }, read: same, write: numberOf };
}

function arrayOf(element: string, isArray: boolean): Conversion {
  const Numbers = typedArrayOf(element);
  const one = (value: CaValue): unknown => (Numbers === undefined ? [value] : filled(new Numbers(1), [value]));
  return { spec: { type: `${element}[]` as ValueType }, read: isArray ? same : one, write: same };
}

function converted(rule: ElementRule, element: string, rank: 0 | 1 | 2, isArray: boolean): Conversion {
  const { as } = rule;
  const asked = as === undefined ? {} : { as, writesAs: as };
  if (rank === 0) {
    const type = element as ValueType;
    return { spec: { type }, ...asked, read: (value) => rule.read(value as string | number), write: rule.write };
  }
  const Numbers = typedArrayOf(element);
  const readAll = (value: CaValue): unknown => {
    if (isArray && rule.readAll !== undefined) return rule.readAll(value as CaArray);
    const given = (isArray ? value : [value]) as ArrayLike<string | number>;
    const elements = Array.from(given, (each) => rule.read(each));
    return Numbers === undefined ? elements : filled(new Numbers(elements.length), elements);
  };
  const writeAll = (value: unknown): unknown => Array.from(value as ArrayLike<unknown>, (each) => rule.write(each));
  return { spec: { type: `${element}[]` as ValueType }, ...asked, read: readAll, write: writeAll };
}

function filled(array: { [index: number]: unknown }, elements: readonly unknown[]): unknown {
  for (let index = 0; index < elements.length; index++) array[index] = elements[index];
  return array;
}

function same(value: unknown): unknown {
  return value;
}

function indexOf(label: string, labels: Labels): number {
  const index = labels?.indexOf(label) ?? -1;
  if (index >= 0) return index;
  throw new DevgenError(`the server has no choice ${valueText(label)}: it has ${labelsText(labels ?? [])}`, {
    code: 'VALUE.LABEL_UNKNOWN',
    expected: labels,
    actual: label,
    hint: 'nothing was sent; the live system has changed: devgen pull, and read the diff in git',
  });
}
