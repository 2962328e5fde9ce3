import type { Meta, ValueSpec, ValueType } from '@devgen/runtime';

/** What is known of a PV of Channel Access beside its type on the wire. */
export interface CaFacts {
  readonly recordType: string | undefined;
  field(name: string): string | number | undefined;
}

const NUMBERS = new Set('ai ao calc calcout longin longout int64in int64out sel sub'.split(' '));
const REALS = new Set('ai ao calc calcout sel sub'.split(' '));
const LIMITED = new Set('ao longout int64out'.split(' '));
const ARRAYS = new Set('waveform aai aao subArray'.split(' '));

/** What the wire of Channel Access has no word for, by the choice of FTVL. */
const ELEMENTS: Readonly<Record<string, ValueType>> = {
  INT64: 'i64[]',
  UINT64: 'u64[]',
  ULONG: 'u32[]',
  USHORT: 'u16[]',
  CHAR: 'i8[]',
};

/** The fields of a record that say about its value what PV Access says beside it. */
export function configurationFields(recordType = ''): readonly string[] {
  if (recordType === '') return [];
  const isNumber = NUMBERS.has(recordType);
  return [
    'DESC',
    ...(isNumber || ARRAYS.has(recordType) ? ['EGU', 'HOPR', 'LOPR'] : []),
    ...(REALS.has(recordType) || ARRAYS.has(recordType) ? ['PREC'] : []),
    ...(isNumber && recordType !== 'sel' && recordType !== 'sub' ? ['HIHI', 'HIGH', 'LOW', 'LOLO'] : []),
    ...(LIMITED.has(recordType) ? ['DRVH', 'DRVL'] : []),
    ...(ARRAYS.has(recordType) ? ['FTVL'] : []),
  ];
}

/** What a class should have, where the record says more than the wire. */
export function wantedType({ recordType, field }: CaFacts): ValueSpec | undefined {
  if (recordType === 'int64in' || recordType === 'int64out') return { type: 'i64' };
  const type = ARRAYS.has(recordType ?? '') ? ELEMENTS[String(field('FTVL'))] : undefined;
  return type === undefined ? undefined : { type };
}

export function caMeta({ field }: CaFacts): Meta {
  const [description, units, precision] = [text(field('DESC')), text(field('EGU')), field('PREC')];
  const limits = {
    ...range('control', field('DRVL'), field('DRVH')),
    ...range('display', field('LOPR'), field('HOPR')),
    ...range('warning', field('LOW'), field('HIGH')),
    ...range('alarm', field('LOLO'), field('HIHI')),
  };
  return {
    ...(description !== undefined && { description }),
    ...(units !== undefined && { units }),
    ...(typeof precision === 'number' && { precision }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}

function text(value: string | number | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Both 0 or no number stands for none. */
function range(name: string, low: string | number | undefined, high: string | number | undefined): Meta['limits'] {
  const [from, to] = [low, high].map((limit) =>
    typeof limit === 'number' && Number.isFinite(limit) ? limit : undefined,
  );
  if ((from ?? 0) === 0 && (to ?? 0) === 0) return {};
  return { [name]: { ...(from !== undefined && { low: from }), ...(to !== undefined && { high: to }) } };
}
