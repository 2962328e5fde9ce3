import type { ValueSpec } from '../../core/contract/spec.ts';
import { usableLabels } from '../../core/contract/spec.ts';
import { DevgenError } from '../../core/contract/errors.ts';
import type { PviMember } from './pvi-box.ts';
import { tableConverter } from './table-converter.ts';

export type Converter = Pick<PviMember, 'toValue' | 'toWire'>;

/** What an EPICS enum can hold of a label. */
const EPICS_LABEL = 25;
const same: Converter = { toValue: (wire) => wire, toWire: (value) => value };

/** How a PV's value becomes that of the class; `undefined` where it cannot. */
export function converter(native: ValueSpec, wire: ValueSpec): Converter | undefined {
  switch (native.type) {
    case 'u32':
    case 'i32':
      return isNumber(wire) ? integer : undefined;
    case 'f64':
      return isNumber(wire) ? same : undefined;
    case 'bool':
      return wire.type === 'bool' ? same : flag(wire);
    case 'str':
      return wire.type === 'str' ? same : undefined;
    case 'enum':
      return labelled(native.labels ?? [], wire);
    case 'enum[]':
      return wire.type === 'enum' ? keywords(wire.labels ?? []) : undefined;
    case 'table':
      return wire.type === 'table' ? tableConverter(native, wire) : undefined;
    default:
      return undefined;
  }
}

/** A record has doubles for whole numbers without a sign. */
const integer: Converter = { toValue: (wire) => Number(wire), toWire: (value) => value };

function isNumber({ type }: ValueSpec): boolean {
  return /^[iuf]\d+$/.test(type);
}

/** A bit is an enum of `0` and `1` in a record. */
function flag({ type, labels = [] }: ValueSpec): Converter | undefined {
  const [off, on] = labels;
  if (type !== 'enum' || labels.length !== 2 || off === undefined || on === undefined) return undefined;
  return { toValue: (wire) => wire === on, toWire: (value) => (value === true ? on : off) };
}

function labelled(native: readonly string[], wire: ValueSpec): Converter | undefined {
  // Multiplexers and what is only read are text in a record: it is the label, whole.
  if (wire.type === 'str') return same;
  if (wire.type !== 'enum' || wire.labels === undefined) return undefined;
  const pairs = paired(native, wire.labels);
  if (pairs === undefined) return undefined;
  const back = new Map([...pairs].map(([label, shown]) => [shown, label]));
  return {
    toValue: (shown) => back.get(String(shown)) ?? shown,
    toWire: (label) => pairs.get(String(label)) ?? label,
  };
}

/** Each label of the class with the one that the record shows, cut or not, in whatever order. */
function paired(native: readonly string[], shown: readonly string[]): ReadonlyMap<string, string> | undefined {
  const known = new Set(shown);
  const pairs = new Map<string, string>();
  for (const label of native) {
    const match = known.has(label) ? label : label.slice(0, EPICS_LABEL);
    if (!known.has(match)) return undefined;
    pairs.set(label, match);
  }
  const isWhole = new Set(pairs.values()).size === native.length && native.length === shown.length;
  return isWhole && usableLabels(shown) ? pairs : undefined;
}

/** The IOCs offer some combinations of captures; the box itself takes all. */
function keywords(offered: readonly string[]): Converter {
  return {
    toValue: (wire) => (wire === 'No' ? [] : String(wire).split(' ')),
    toWire: (value) => {
      const words = new Set(value as readonly string[]);
      const match = offered.find((each) => {
        const own = each === 'No' ? [] : each.split(' ');
        return own.length === words.size && own.every((word) => words.has(word));
      });
      if (match !== undefined) return match;
      throw new DevgenError(`the IOC does not offer ${[...words].join(' ')}`, {
        code: 'VALUE.LABEL_UNKNOWN',
        expected: offered,
        actual: value,
        hint: 'nothing was sent: the box itself takes any combination, over panda(…)',
      });
    },
  };
}
