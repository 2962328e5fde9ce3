import type { Meta } from '../../../core/contract/meta.ts';
import type { SignalSpec, ValueSpec } from '../../../core/contract/spec.ts';
import type { BoxShown, FieldShown } from '../introspect/shown.ts';
import { captureWords, enumSpec } from './labels.ts';
import type { BlockMember, Form } from './member.ts';
import { tableMember } from './table-member.ts';

/** Ticks that fit a parameter of type time, and a field of class time. */
const PARAM_TICKS = 2 ** 32 - 1;
const CLASS_TICKS = 2 ** 48 - 1;
const UINT_MAX = 2 ** 32 - 1;

const TEXT: Form = { kind: 'text' };
const KINDS: Readonly<Record<string, SignalSpec['kind']>> = { param: 'rw', read: 'r', write: 'w' };

/** A field, and the attributes that are members beside it. */
export function fieldMembers(field: FieldShown, box: BoxShown): readonly BlockMember[] {
  const { name, type, subtype, description } = field;
  const meta = described(description);
  const member = (kind: SignalSpec['kind'], spec: ValueSpec, form = TEXT, more: Meta = {}): BlockMember => ({
    spec: { kind, source: name, ...spec },
    meta: { ...meta, ...more },
    form,
  });
  switch (type) {
    case 'param':
    case 'read':
    case 'write':
      return valueMembers(field, KINDS[type] ?? 'r');
    case 'time':
      return [member('rw', { type: 'f64' }, { kind: 'time', maxTicks: CLASS_TICKS }), unitsMember(field)];
    case 'bit_out':
      return [member('r', { type: 'bool' }, { kind: 'bit' })];
    case 'pos_out':
      return [member('r', { type: 'i32' }), ...positionMembers(field)];
    case 'ext_out':
      return [attribute(field, 'CAPTURE', enumSpec(field.captures))];
    case 'bit_mux':
      return [member('rw', enumSpec(box.bitMux).spec), ...delayMember(field)];
    case 'pos_mux':
      return [member('rw', enumSpec(box.posMux).spec)];
    case 'table':
      return field.table === undefined ? [] : [tableMember(field, field.table)];
    default:
      return [
        member('r', { type: 'any' }, TEXT, { caveat: `${`${type} ${subtype}`.trim()} has no type of its own here` }),
      ];
  }
}

/** Of a parameter, or of what is only read or only written. */
function valueMembers(field: FieldShown, kind: SignalSpec['kind']): readonly BlockMember[] {
  const { name, type, subtype, description, constants } = field;
  const meta = described(description);
  const one = (spec: ValueSpec, more: Meta = {}): readonly BlockMember[] => [
    { spec: { kind, source: name, ...spec }, meta: { ...meta, ...more }, form: TEXT },
  ];
  switch (subtype) {
    case 'uint': {
      const max = constants.get('MAX');
      const high = max === undefined ? UINT_MAX : Number(max);
      return one({ type: 'u32' }, high < UINT_MAX ? { limits: { control: { low: 0, high } } } : {});
    }
    case 'int':
      return one({ type: 'i32' });
    case 'bit':
      return one({ type: 'bool' });
    case 'lut':
      return one({ type: 'str' });
    case 'enum': {
      const { spec, caveat } = enumSpec(field.labels);
      return one(spec, caveat === undefined ? {} : { caveat });
    }
    case 'scalar': {
      const units = constants.get('UNITS');
      return one({ type: 'f64', ...(units === undefined || units === '' ? {} : { units }) });
    }
    case 'time':
      return [
        { spec: { kind, source: name, type: 'f64' }, meta, form: { kind: 'time', maxTicks: PARAM_TICKS } },
        unitsMember(field),
      ];
    case 'action':
      return [{ spec: { kind: 'command', source: name }, meta, form: { kind: 'action' } }];
    default:
      return one({ type: 'any' }, { caveat: `${type} ${subtype} has no type of its own here` });
  }
}

/** What makes counts a position: scale, offset and unit, each to be set, the result, and how it is captured. */
function positionMembers(field: FieldShown): readonly BlockMember[] {
  const { name, description, attributes, captures } = field;
  const scaled: BlockMember = {
    spec: { kind: 'r', source: `${name}.SCALED`, type: 'f64' },
    meta: described(description === '' ? '' : `${description}, in its unit`),
    form: { kind: 'scaled', of: name },
  };
  const words = captureWords(captures);
  return [
    ...(attributes.has('SCALE') ? [scaled] : []),
    ...(['SCALE', 'OFFSET'] as const)
      .filter((each) => attributes.has(each))
      .map((each) => attribute(field, each, { spec: { type: 'f64' } })),
    ...(attributes.has('UNITS') ? [attribute(field, 'UNITS', { spec: { type: 'str' } })] : []),
    ...(words.length === 0
      ? []
      : [attribute(field, 'CAPTURE', { spec: { type: 'enum[]', labels: words } }, { kind: 'keywords' })]),
  ];
}

function delayMember(field: FieldShown): readonly BlockMember[] {
  if (!field.attributes.has('DELAY')) return [];
  const high = Number(field.constants.get('MAX_DELAY') ?? UINT_MAX);
  const member = attribute(field, 'DELAY', { spec: { type: 'u32', units: 'ticks' } });
  return [{ ...member, meta: { ...member.meta, limits: { control: { low: 0, high } } } }];
}

function unitsMember(field: FieldShown): BlockMember {
  return attribute(field, 'UNITS', enumSpec(field.units));
}

function attribute(
  { name, attributes }: FieldShown,
  which: string,
  { spec, caveat }: { readonly spec: ValueSpec; readonly caveat?: string },
  form: Form = TEXT,
): BlockMember {
  return {
    spec: { kind: 'rw', source: `${name}.${which}`, ...spec },
    meta: { ...described(attributes.get(which) ?? ''), ...(caveat === undefined ? {} : { caveat }) },
    form,
  };
}

export function described(description: string): Meta {
  return description === '' ? {} : { description };
}
