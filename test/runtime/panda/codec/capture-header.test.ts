import { captureHeader, columnsOf, parseEnd, parseHeader } from '@devgen/runtime/panda/codec';
import { describe, expect, it } from 'vitest';
import { bits, xml } from './captured.ts';

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('a header', () => {
  const position =
    'name="INENC1.VAL" type="double" capture="Mean" scale="0.001" offset="-2" units="&lt;m&amp;m&gt; &quot;&apos;"';

  it('in XML tells all that the box says', () => {
    const times = ' arm_time="2024-05-01T10:11:12.000000001Z" hw_time_offset_ns="-64"';
    const header = parseHeader(lines(xml([bits, position], `${times} sample_bytes="12"`)));
    expect(header).toEqual({
      fields: [
        { name: 'PCAP.BITS0', type: 'uint32', capture: 'Value' },
        { name: 'INENC1.VAL', type: 'double', capture: 'Mean', scale: 0.001, offset: -2, units: `<m&m> "'` },
      ],
      missed: 0,
      process: 'raw',
      sampleBytes: 12,
      armTime: '2024-05-01T10:11:12.000000001Z',
      hwTimeOffsetNs: -64n,
    });
  });

  it('as text says the same', () => {
    const text = [
      'arm_time: 2024-05-01T10:11:12.000000001Z',
      'missed: 7',
      'process: Scaled',
      'format: ASCII',
      'fields:',
      ' PCAP.BITS0 uint32 Value',
      ' INENC1.VAL double Mean scale: 0.001 offset: -2 units: mm per s',
      ' INENC2.VAL double Value scale: 1 offset: 0 units: ',
    ];
    expect(parseHeader(text)).toEqual({
      fields: [
        { name: 'PCAP.BITS0', type: 'uint32', capture: 'Value' },
        { name: 'INENC1.VAL', type: 'double', capture: 'Mean', scale: 0.001, offset: -2, units: 'mm per s' },
        { name: 'INENC2.VAL', type: 'double', capture: 'Value', scale: 1, offset: 0 },
      ],
      missed: 7,
      process: 'scaled',
      sampleBytes: 20,
      armTime: '2024-05-01T10:11:12.000000001Z',
    });
  });

  it('has no unit where none was ever set', () => {
    const field = 'name="COUNTER1.OUT" type="int32" capture="Value" scale="1" offset="0" units="(null)"';
    expect(parseHeader(lines(xml([field]))).fields[0]).not.toHaveProperty('units');
  });

  it('of an old server hides the number of samples behind a mean', () => {
    const { fields, sampleBytes } = parseHeader(lines(xml([bits], ' sample_bytes="8"')));
    expect(sampleBytes).toBe(8);
    expect(fields.map(({ name, type }) => [name, type])).toEqual([
      ['PCAP.SAMPLES', 'uint32'],
      ['PCAP.BITS0', 'uint32'],
    ]);
  });
});

describe('an end', () => {
  it.each([
    ['150 Ok', 150, 'Ok'],
    ['0 Early disconnect', 0, 'Early disconnect'],
    ['9 A reason of tomorrow', 9, 'A reason of tomorrow'],
  ])('%j', (text, samples, reason) => {
    expect(parseEnd(text)).toEqual({ samples, reason });
  });
});

const field = (type: string): ReadonlyMap<string, string> =>
  new Map([
    ['name', type],
    ['type', type],
    ['capture', 'Value'],
  ]);
const header = (...types: readonly string[]): ReturnType<typeof captureHeader> =>
  captureHeader(new Map(), types.map(field));

describe('columns', () => {
  it('of one field lie where the bytes do', () => {
    for (const type of ['double', 'int64', 'int32', 'uint32']) {
      const bytes = new Uint8Array(16).fill(255);
      const [column] = columnsOf(header(type), bytes);
      expect((column!.values as Float64Array).buffer).toBe(bytes.buffer);
    }
  });

  it('of many are taken apart, each in its type', () => {
    const { fields, sampleBytes } = header('uint32', 'double', 'int32', 'int64', 'int96');
    expect(sampleBytes).toBe(36);
    const bytes = new Uint8Array(2 * sampleBytes);
    const view = new DataView(bytes.buffer);
    for (const [sample, sign] of [1, -1].entries()) {
      const at = sample * sampleBytes;
      view.setUint32(at, 4_000_000_000, true);
      view.setFloat64(at + 4, 1.5 * sign, true);
      view.setInt32(at + 12, 7 * sign, true);
      view.setBigInt64(at + 16, 2n ** 40n * BigInt(sign), true);
      const wide = 2n ** 70n * BigInt(sign);
      view.setBigUint64(at + 24, BigInt.asUintN(64, wide), true);
      view.setInt32(at + 32, Number(wide >> 64n), true);
    }
    expect(columnsOf({ ...header(), fields, sampleBytes }, bytes).map(({ values }) => values)).toEqual([
      Uint32Array.of(4_000_000_000, 4_000_000_000),
      Float64Array.of(1.5, -1.5),
      Int32Array.of(7, -7),
      BigInt64Array.of(2n ** 40n, -(2n ** 40n)),
      [2n ** 70n, -(2n ** 70n)],
    ]);
  });
});
