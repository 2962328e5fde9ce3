import {
  type AnyValue,
  CdrReader,
  type ClientIdent,
  elementKindOf,
  readAny,
  readAttributeConfig2List,
  readAttributeConfig3List,
  readAttributeConfig5List,
  readAttributeValue3List,
  readAttributeValue4List,
  readAttributeValue4Write,
  readAttributeValue5List,
  readClientIdent,
  readDevCmdInfo,
  readDevCmdInfo2List,
  readDevErrorList,
  readDevInfo,
  readDevInfo3,
  readDevInfo6,
  readNamedDevErrorList,
  writeAny,
  writeAttributeConfig2,
  writeAttributeConfig3,
  writeAttributeConfig5,
  writeAttributeValue3,
  writeAttributeValue4,
  writeAttributeValue4Reply,
  writeAttributeValue5,
  writeClientIdent,
  writeDevCmdInfo,
  writeDevCmdInfo2List,
  writeDevErrorList,
  writeDevInfo,
  writeDevInfo3,
  writeDevInfo6,
  writeNamedDevErrorList,
  TangoType,
} from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { bytesOf, roundTrip, truncations, written } from './bytes.ts';
import { command, config, elements, errors, reply, write } from './samples.ts';

const info = {
  class: 'TangoTest',
  server: 'TangoTest/test',
  host: 'vm',
  serverVersion: 5,
  docUrl: 'Doc URL = http://x',
  type: 'TangoTest',
};
const unknown = 'Not specified';

function readOldWrite(reader: CdrReader): readonly [AnyValue, number[], string, number, number] {
  return [
    readAny(reader),
    [reader.i32(), reader.i32(), reader.i32(), reader.i32()],
    reader.string(),
    reader.i32(),
    reader.i32(),
  ];
}

describe.each([
  ['little-endian', true],
  ['big-endian', false],
])('IDL structures, %s', (_, littleEndian) => {
  it('AttributeConfig_5', () => {
    const bytes = written((w) => w.sequence([config, config], writeAttributeConfig5), littleEndian);
    expect(readAttributeConfig5List(new CdrReader(bytes, littleEndian))).toEqual([config, config]);
    expect(new Set(truncations(bytes, littleEndian, readAttributeConfig5List))).toEqual(new Set(['TANGO.PROTOCOL']));
  });

  it('AttributeConfig_3, with defaults for what IDL 5 added', () => {
    const back = roundTrip((w) => w.sequence([config], writeAttributeConfig3), readAttributeConfig3List, littleEndian);
    expect(back).toEqual({ value: [{ ...config, memorized: false, rootAttrName: '', enumLabels: [] }], left: 0 });
  });

  it('AttributeConfig_2, with defaults for what IDL 3 added', () => {
    const { value, left } = roundTrip(
      (w) => w.sequence([config], writeAttributeConfig2),
      readAttributeConfig2List,
      littleEndian,
    );
    expect(left).toBe(0);
    expect(value[0]).toMatchObject({ name: 'position', level: 'EXPERT', maxValue: '100' });
    expect(value[0]?.alarm).toMatchObject({ minAlarm: '-90', maxAlarm: '90', minWarning: unknown });
    expect(value[0]?.events.period).toBe(unknown);
  });

  it('DevCmdInfo_2', () => {
    const bytes = written((w) => writeDevCmdInfo2List(w, [command, command]), littleEndian);
    expect(readDevCmdInfo2List(new CdrReader(bytes, littleEndian))).toEqual([command, command]);
    expect(new Set(truncations(bytes, littleEndian, readDevCmdInfo2List))).toEqual(new Set(['TANGO.PROTOCOL']));
  });

  it('DevCmdInfo and DevInfo, of IDL 1', () => {
    const { level: _level, ...old } = command;
    expect(roundTrip((w) => writeDevCmdInfo(w, command), readDevCmdInfo, littleEndian)).toEqual({
      value: old,
      left: 0,
    });
    const { type: _type, ...oldInfo } = info;
    const back = roundTrip((w) => writeDevInfo(w, { ...info, versions: new Map() }), readDevInfo, littleEndian);
    expect(back).toEqual({ value: oldInfo, left: 0 });
  });

  it('DevInfo_3 and DevInfo_6', () => {
    const versions = new Map([
      ['cppTango', '10.0.2'],
      ['__proto__', '1'],
    ]);
    expect(roundTrip((w) => writeDevInfo3(w, { ...info, versions }), readDevInfo3, littleEndian)).toEqual({
      value: { ...info, versions: new Map() },
      left: 0,
    });
    expect(roundTrip((w) => writeDevInfo6(w, { ...info, versions }), readDevInfo6, littleEndian)).toEqual({
      value: { ...info, versions },
      left: 0,
    });
  });

  it('DevError and NamedDevError', () => {
    const named = [{ name: 'ampli', index: 3, errors }];
    const bytes = written((w) => writeNamedDevErrorList(w, named), littleEndian);
    expect(readNamedDevErrorList(new CdrReader(bytes, littleEndian))).toEqual(named);
    expect(new Set(truncations(bytes, littleEndian, readNamedDevErrorList))).toEqual(new Set(['TANGO.PROTOCOL']));
    expect(roundTrip((w) => writeDevErrorList(w, errors), readDevErrorList, littleEndian).value).toEqual(errors);
  });

  it.each<ClientIdent>([
    { language: 'cpp', pid: 2 ** 32 - 1 },
    { language: 'cpp', pid: 1, trace: { traceParent: '00-a-b-01', traceState: '' } },
    { language: 'java', mainClass: 'Main', uuid: [1n, 2n ** 64n - 1n] },
    { language: 'java', mainClass: '', uuid: [0n, 0n], trace: { traceParent: '', traceState: 's' } },
  ])('ClntIdent %s', (ident) => {
    expect(roundTrip((w) => writeClientIdent(w, ident), readClientIdent, littleEndian)).toEqual({
      value: ident,
      left: 0,
    });
  });

  it.each(elements)('AttributeValue_5 and _4 of %s, read and set value', (type, value, set) => {
    for (const sample of [reply(type, value, set), reply(type, value), reply(type, value.slice(0, 0) as never)]) {
      const { dataType, ...expected } = sample;
      const bytes = written((w) => w.sequence([sample, sample], writeAttributeValue5), littleEndian);
      expect(dataType).toBe(TangoType[type]);
      expect(readAttributeValue5List(new CdrReader(bytes, littleEndian))).toEqual([expected, expected]);
      expect(new Set(truncations(bytes, littleEndian, readAttributeValue5List))).toEqual(new Set(['TANGO.PROTOCOL']));
      const older = roundTrip(
        (w) => w.sequence([sample], writeAttributeValue4Reply),
        readAttributeValue4List,
        littleEndian,
      );
      expect(older).toEqual({ value: [expected], left: 0 });
    }
  });

  it.each(elements)('a write of %s', (type, value) => {
    const back = roundTrip((w) => writeAttributeValue4(w, write(type, value)), readAttributeValue4Write, littleEndian);
    expect(back.left).toBe(0);
    const kind = elementKindOf(TangoType[type]);
    expect(back.value).toMatchObject({ name: 'x', kind, value, setDim: { x: value.length, y: 0 } });
    expect(back.value.dataFormat).toBe('SPECTRUM');
  });

  it.each(elements)('a write of %s for IDL 3', (type, value) => {
    const back = roundTrip((w) => writeAttributeValue3(w, write(type, value)), readOldWrite, littleEndian);
    const any = type === 'DevEncoded' ? value[0] : value;
    expect(back).toEqual({ value: [any, [0, 0, 0, 0], 'x', value.length, 0], left: 0 });
  });
});

describe('attribute values', () => {
  const state = { ...reply('DevState', ['MOVING']), name: 'State' };

  it('knows the attribute State, which is no sequence', () => {
    const bytes = written((w) => w.sequence([state], writeAttributeValue5));
    expect([...bytes.subarray(4, 12)]).toEqual([12, 0, 0, 0, 6, 0, 0, 0]);
    expect(readAttributeValue5List(new CdrReader(bytes, true))[0]?.value).toEqual(['MOVING']);
  });

  it('ignores what lies beside an error', () => {
    const failed = { ...reply('DevDouble', Float64Array.of(1)), value: undefined, errors, dim: { x: 77, y: -5 } };
    const bytes = written((w) => w.sequence([failed], writeAttributeValue5));
    const [value] = readAttributeValue5List(new CdrReader(bytes, true));
    expect(value).toMatchObject({ value: undefined, timeNs: 0n, dim: { x: 0, y: 0 }, dataFormat: undefined, errors });
  });

  it('takes no more than there is when the dimensions say more, or less than nothing', () => {
    for (const dim of [
      { x: 1000, y: 1000 },
      { x: -1, y: 5 },
      { x: 2 ** 31 - 1, y: 2 ** 31 - 1 },
    ]) {
      const bytes = written((w) =>
        w.sequence([{ ...reply('DevLong', Int32Array.of(1, 2)), dim }], writeAttributeValue5),
      );
      const [value] = readAttributeValue5List(new CdrReader(bytes, true));
      expect((value?.value?.length ?? 0) + (value?.setValue?.length ?? 0)).toBe(2);
    }
  });

  it('reads times before 1970 and to the nanosecond', () => {
    for (const timeNs of [1_700_000_000_999_999_999n, 0n, 1n, -1_000_000_000n]) {
      const bytes = written((w) => w.sequence([{ ...state, timeNs }], writeAttributeValue5));
      expect(readAttributeValue5List(new CdrReader(bytes, true))[0]?.timeNs).toBe(timeNs);
    }
  });

  it('reads IDL 3, where the value is an Any', () => {
    const bytes = written((w) => {
      w.u32(1);
      writeAny(w, TangoType.DevVarLongArray, [5, 6, 7]);
      for (const n of [0, 1_700_000_000, 123_456, 789]) w.i32(n);
      w.string('x');
      for (const n of [2, 0, 1, 0]) w.i32(n);
      writeDevErrorList(w, []);
    });
    expect(readAttributeValue3List(new CdrReader(bytes, true))).toEqual([
      {
        name: 'x',
        quality: 'ATTR_VALID',
        dataFormat: undefined,
        timeNs: 1_700_000_000_123_456_789n,
        value: Int32Array.of(5, 6),
        dim: { x: 2, y: 0 },
        setValue: Int32Array.of(7),
        setDim: { x: 1, y: 0 },
        errors: [],
      },
    ]);
    expect(new Set(truncations(bytes, true, readAttributeValue3List))).toEqual(new Set(['TANGO.PROTOCOL']));
  });

  it('refuses kinds and enums that there are not', () => {
    const list = bytesOf(`01000000 0f000000 ${'00'.repeat(80)}`);
    expect(() => readAttributeValue5List(new CdrReader(list, true))).toThrow(/kind 15/);
    const quality = bytesOf(`01000000 0e000000 01000000 09000000 ${'00'.repeat(80)}`);
    expect(() => readAttributeValue5List(new CdrReader(quality, true))).toThrow(/9 is none of/);
  });
});
