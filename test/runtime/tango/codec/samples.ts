import type {
  AttributeConfig,
  AttributeReply,
  AttributeWrite,
  CommandInfo,
  DevError,
  Elements,
} from '@devgen/runtime/tango/codec';
import { DEV_STATES, TangoType } from '@devgen/runtime/tango/codec';

export const config: AttributeConfig = {
  name: 'position',
  writable: 'READ_WRITE',
  dataFormat: 'SCALAR',
  dataType: TangoType.DevEnum,
  memorized: true,
  maxDimX: 1,
  maxDimY: 0,
  description: 'Caf\u00e9 */ `${x}`',
  label: 'Position',
  unit: 'mm',
  standardUnit: 'm',
  displayUnit: 'um',
  format: '%6.2f',
  minValue: '-100',
  maxValue: '100',
  writableAttrName: 'position',
  level: 'EXPERT',
  rootAttrName: 'tango://h:1/a/b/c/d',
  enumLabels: ['A', 'B', 'A', ''],
  alarm: { minAlarm: '-90', maxAlarm: '90', minWarning: '-80', maxWarning: '80', deltaT: '10', deltaVal: '1' },
  events: {
    changeRelative: '1',
    changeAbsolute: '2',
    period: '500',
    archiveRelative: '3',
    archiveAbsolute: '4',
    archivePeriod: '5',
  },
};

export const command: CommandInfo = {
  name: 'DevDouble',
  level: 'OPERATOR',
  tag: 7,
  inType: TangoType.DevDouble,
  outType: TangoType.DevVarDoubleArray,
  inDescription: 'Any DevDouble value',
  outDescription: '',
};

export const errors: readonly DevError[] = [
  { reason: 'API_AttrValueNotSet', severity: 'ERR', description: 'no value', origin: 'Device_5Impl::read' },
  { reason: 'API_Other', severity: 'PANIC', description: '', origin: '' },
];

const encoded = { format: 'json', data: Uint8Array.of(1, 2, 3) };

/** A read value and a set value of each data type of attributes. */
export const elements: readonly (readonly [keyof typeof TangoType, Elements, Elements])[] = [
  ['DevBoolean', [true, false], [true]],
  ['DevShort', Int16Array.of(1, -2, 3), Int16Array.of(4)],
  ['DevLong', Int32Array.of(1, -2), Int32Array.of(4)],
  ['DevLong64', BigInt64Array.of(1n, -(2n ** 63n)), BigInt64Array.of(4n)],
  ['DevFloat', Float32Array.of(1.5), Float32Array.of(4)],
  ['DevDouble', Float64Array.of(1, 2.25, Number.NaN), Float64Array.of(4)],
  ['DevUChar', Uint8Array.of(1, 255), Uint8Array.of(4)],
  ['DevUShort', Uint16Array.of(65535), Uint16Array.of(4)],
  ['DevULong', Uint32Array.of(2 ** 32 - 1), Uint32Array.of(4)],
  ['DevULong64', BigUint64Array.of(2n ** 64n - 1n), BigUint64Array.of(4n)],
  ['DevString', ['a', 'caf\u00e9', ''], ['set']],
  ['DevState', [...DEV_STATES], ['ON']],
  ['DevEnum', Int16Array.of(2), Int16Array.of(0)],
  ['DevEncoded', [encoded], [{ format: '', data: new Uint8Array(0) }]],
];

export function reply(type: keyof typeof TangoType, value: Elements, setValue?: Elements): AttributeReply {
  return {
    name: `${type}_attr`,
    quality: 'ATTR_CHANGING',
    dataFormat: 'SPECTRUM',
    dataType: TangoType[type],
    timeNs: 1_700_000_000_123_456_789n,
    value,
    dim: { x: value.length, y: 0 },
    setValue,
    setDim: { x: setValue?.length ?? 0, y: 0 },
    errors: [],
  };
}

export function write(type: keyof typeof TangoType, value: Elements): AttributeWrite {
  return { name: 'x', dataType: TangoType[type], dataFormat: 'SPECTRUM', value, dim: { x: value.length, y: 0 } };
}
