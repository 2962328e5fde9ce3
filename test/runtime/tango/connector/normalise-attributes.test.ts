import { describe, expect, it } from 'vitest';
import { DEV_STATES, TangoType } from '../../../../src/runtime/tango/client/types.ts';
import { attribute, shown } from './configs.ts';

describe('types of attributes', () => {
  it.each([
    ['DevBoolean', 'bool'],
    ['DevUChar', 'u8'],
    ['DevShort', 'i16'],
    ['DevUShort', 'u16'],
    ['DevLong', 'i32'],
    ['DevULong', 'u32'],
    ['DevLong64', 'i64'],
    ['DevULong64', 'u64'],
    ['DevFloat', 'f32'],
    ['DevDouble', 'f64'],
    ['DevString', 'str'],
  ] as const)('%s is %s, in one and two dimensions too', (tango, type) => {
    const dataType = TangoType[tango];
    const { members } = shown(
      attribute('one', { dataType }),
      attribute('row', { dataType, dataFormat: 'SPECTRUM', maxDimX: 8 }),
      attribute('grid', { dataType, dataFormat: 'IMAGE', maxDimX: 8, maxDimY: 4 }),
    ).spec;
    expect(members['one']).toEqual({ kind: 'r', source: 'one', type });
    expect(members['row']).toEqual({ kind: 'r', source: 'row', type: `${type}[]` });
    expect(members['grid']).toEqual({ kind: 'r', source: 'grid', type: `${type}[][]` });
  });

  it('gives DevState its fourteen labels, DevEnum its own, DevEncoded a format', () => {
    const { members } = shown(
      attribute('State', { dataType: TangoType.DevState }),
      attribute('mode', { dataType: TangoType.DevEnum, enumLabels: ['Idle', 'On'], writable: 'READ_WRITE' }),
      attribute('modes', { dataType: TangoType.DevEnum, enumLabels: ['Idle', 'On'], dataFormat: 'SPECTRUM' }),
      attribute('blob', { dataType: TangoType.DevEncoded }),
    ).spec;
    expect(members['state']).toMatchObject({ type: 'enum', labels: DEV_STATES });
    expect(members['mode']).toEqual({ kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'On'] });
    expect(members['modes']).toMatchObject({ type: 'enum[]', labels: ['Idle', 'On'] });
    expect(members['blob']).toMatchObject({ type: 'encoded' });
  });

  it.each([
    ['without labels', []],
    ['with an empty label', ['a', '']],
    ['with a label repeated', ['a', 'b', 'a']],
  ])('shows an enum %s as its number, and says so', (words, enumLabels) => {
    const live = shown(attribute('mode', { dataType: TangoType.DevEnum, enumLabels }));
    expect(live.spec.members['mode']).toEqual({ kind: 'r', source: 'mode', type: 'i16' });
    expect(live.meta.get('mode')?.caveat).toContain(words);
  });

  it('delivers what it does not know as any, and names it', () => {
    const live = shown(
      attribute('pipe', { dataType: TangoType.DevPipeBlob }),
      attribute('future', { dataType: 77 }),
      attribute('blobs', { dataType: TangoType.DevEncoded, dataFormat: 'SPECTRUM' }),
      attribute('shapeless', { dataFormat: 'FMT_UNKNOWN' }),
    );
    for (const key of ['pipe', 'future', 'blobs', 'shapeless'])
      expect(live.spec.members[key]).toMatchObject({ type: 'any' });
    expect(live.meta.get('pipe')?.caveat).toContain('DevPipeBlob');
    expect(live.meta.get('future')?.caveat).toContain('type 77');
  });

  it.each([
    ['READ', 'r'],
    ['WRITE', 'w'],
    ['READ_WRITE', 'rw'],
    ['WT_UNKNOWN', 'r'],
  ] as const)('makes %s a signal of kind %s', (writable, kind) => {
    expect(shown(attribute('x', { writable })).spec.members['x']).toMatchObject({ kind });
  });
});

describe('READ_WITH_WRITE', () => {
  it('is written through the attribute that it names, and read-only where it names none', () => {
    const { members } = shown(
      attribute('x', { writable: 'READ_WITH_WRITE', writableAttrName: 'x_w' }),
      attribute('y', { writable: 'READ_WITH_WRITE', writableAttrName: 'None' }),
    ).spec;
    expect(members['x']).toEqual({ kind: 'rw', source: 'x', write: 'x_w', type: 'f64' });
    expect(members['y']).toEqual({ kind: 'r', source: 'y', type: 'f64' });
  });
});

describe('metadata', () => {
  it('reads texts for people as UTF-8 where they are, and as Latin-1 where not', () => {
    const { spec, meta } = shown(
      attribute('a', { unit: '\u00c2\u00b0C', description: 'caf\u00e9', label: 'caf\u00c3\u00a9' }),
      attribute('b', { dataType: TangoType.DevEnum, enumLabels: ['\u00c2\u00b5', '\u00b5m'] }),
    );
    expect(meta.get('a')).toMatchObject({ units: '\u00b0C', description: 'caf\u00e9', label: 'caf\u00e9' });
    expect(spec.members['b']).toMatchObject({ type: 'enum', labels: ['\u00b5', '\u00b5m'] });
  });

  it('leaves out what nobody wrote', () => {
    const live = shown(attribute('x', { format: '%s' }));
    expect(live.meta.get('x')).toEqual({});
    expect(live.spec.members['x']).toEqual({ kind: 'r', source: 'x', type: 'f64' });
  });

  it('carries what somebody wrote', () => {
    const live = shown(
      attribute('x', {
        description: 'Field */ of `the` magnet',
        label: 'Field',
        unit: 'T',
        format: '%8.4e',
        minValue: '-1.5',
        maxValue: '1.5e0',
        level: 'EXPERT',
        alarm: { ...attribute('x').alarm, minAlarm: '-2', maxAlarm: '2', maxWarning: '1.8' },
      }),
    );
    expect(live.spec.members['x']).toMatchObject({ units: 'T' });
    expect(live.meta.get('x')).toEqual({
      description: 'Field */ of `the` magnet',
      label: 'Field',
      units: 'T',
      precision: 4,
      expert: true,
      limits: { control: { low: -1.5, high: 1.5 }, warning: { high: 1.8 }, alarm: { low: -2, high: 2 } },
    });
  });

  it('reads the limits of 64 bits exactly, and none where the text is no number', () => {
    const live = shown(
      attribute('big', {
        dataType: TangoType.DevLong64,
        minValue: '-9223372036854775808',
        maxValue: '+9223372036854775807',
      }),
      attribute('odd', { dataType: TangoType.DevLong64, minValue: '1.5', maxValue: 'many' }),
      attribute('wild', { minValue: '-inf', maxValue: '1e999' }),
      attribute('text', { dataType: TangoType.DevString, minValue: '1' }),
    );
    expect(live.meta.get('big')?.limits?.control).toEqual({ low: -9223372036854775808n, high: 9223372036854775807n });
    for (const key of ['odd', 'wild', 'text']) expect(live.meta.get(key)?.limits).toBeUndefined();
  });

  it('takes the precision of either manner of format, for floats only', () => {
    const live = shown(
      attribute('old', { format: 'scientific;uppercase;setprecision(3)' }),
      attribute('int', { dataType: TangoType.DevLong, format: '%6.2f' }),
    );
    expect(live.meta.get('old')?.precision).toBe(3);
    expect(live.meta.get('int')?.precision).toBeUndefined();
  });

  it('tells the largest extents, slowest first', () => {
    const live = shown(attribute('grid', { dataFormat: 'IMAGE', maxDimX: 8, maxDimY: 4 }));
    expect(live.meta.get('grid')?.maxShape).toEqual([4, 8]);
  });
});
