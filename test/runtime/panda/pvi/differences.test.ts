import { compare, type DeviceSpec } from '@devgen/runtime';
import { normalisePvi, type PviBox, wireKey } from '@devgen/runtime/panda';
import { describe, expect, it } from 'vitest';
import { fixtureOf } from './published.ts';
import { member, route } from './routes.ts';

/** An action, as an IOC publishes it. */
function entry(access: 'x' | 'w'): PviBox {
  return new Map([['x', new Map([[0, new Map([['go', { [access]: 'P:X:GO', value: { type: 'bool' } as const }]])]])]]);
}

describe('a row of the differences', () => {
  it('labels of enums: PandABlocks-ioc cuts them after 25 characters', () => {
    const labels = ['Pulse-On-Either-Edge, whichever comes first', 'Pulse-On-Rising-Edge', 'Input-Level'];
    const native: DeviceSpec = {
      id: 'panda:PandA',
      members: {
        LUT: {
          kind: 'vector',
          source: 'LUT',
          keys: [1],
          of: { id: 'panda:LUT', members: { TYPEA: { kind: 'rw', source: 'TYPEA', type: 'enum', labels } } },
        },
      },
    };
    const shown = labels.map((label) => label.slice(0, 25));
    const box = new Map([
      [
        'lut',
        new Map([[1, new Map([['typea', { rw: 'P:LUT1:TYPEA', value: { type: 'enum', labels: shown } as const }]])]]),
      ],
    ]);
    const { live, members } = normalisePvi('ioc', box, native);
    expect(compare(native, live, wireKey)).toEqual([]);
    const { toValue, toWire } = members.get('LUT/1/TYPEA')!;
    expect([toValue(shown[0]), toWire(labels[0])]).toEqual([labels[0], shown[0]]);
    // Two labels that are alike when cut cannot be told apart: the class does not fit.
    const alike = {
      ...box.get('lut')!.get(1)!.get('typea')!,
      value: { type: 'enum', labels: [shown[0]!, shown[0]!, shown[2]!] } as const,
    };
    const doubtful = normalisePvi('ioc', new Map([['lut', new Map([[1, new Map([['typea', alike]])]])]]), native);
    expect(compare(native, doubtful.live, wireKey)).toMatchObject([{ rule: 'ENUM_LABELS' }]);
  });

  it('labels of enums: fastcs publishes them whole', () => {
    const whole = route('fastcs').live.members['PULSE'];
    const labels = ['Rising', 'Falling', 'Either'];
    expect(whole).toMatchObject({ of: { members: { TRIG_EDGE: { type: 'enum', labels } } } });
    expect(fixtureOf('fastcs').blocks['pulse']?.['1']?.['trig_edge']?.value.labels).toEqual(labels);
  });

  it('labels of what is only read: text in PandABlocks-ioc, an enum in fastcs', () => {
    expect(member('ioc', 'SEQ/1/STATE').toValue('WAIT_ENABLE')).toBe('WAIT_ENABLE');
    expect(member('fastcs', 'SEQ/1/STATE').toValue('WAIT_ENABLE')).toBe('WAIT_ENABLE');
  });

  it('multiplexers: text without choices, or all labels with the constants last', () => {
    for (const kind of ['ioc', 'fastcs'] as const) {
      const { toValue, toWire } = member(kind, 'SEQ/1/ENABLE');
      expect([toValue('TTLIN1.VAL'), toWire('ZERO')]).toEqual(['TTLIN1.VAL', 'ZERO']);
      expect(member(kind, 'SEQ/1/POSA').toWire('INENC1.VAL')).toBe('INENC1.VAL');
    }
    expect(member('ioc', 'SEQ/1/ENABLE')).toMatchObject({ read: 'PANDA:SEQ1:ENABLE', write: 'PANDA:SEQ1:ENABLE' });
    expect(member('fastcs', 'SEQ/1/ENABLE')).toMatchObject({
      read: 'FPANDA:Seq:1:Enable_RBV',
      write: 'FPANDA:Seq:1:Enable',
    });
  });

  it('tables: bytes or words for bits, other widths, labels as text', () => {
    const native = {
      repeats: Uint16Array.of(3),
      trigger: ['POSA>=POSITION'],
      position: Int32Array.of(-7),
      time1: Uint32Array.of(1),
      outa1: [true],
      outb1: [false],
      outc1: [false],
      outd1: [false],
      oute1: [false],
      outf1: [true],
      time2: Uint32Array.of(2),
      outa2: [false],
      outb2: [false],
      outc2: [false],
      outd2: [false],
      oute2: [false],
      outf2: [true],
    };
    for (const kind of ['ioc', 'fastcs'] as const) {
      const { toValue, toWire } = member(kind, 'SEQ/2/TABLE');
      const wire = toWire(native) as Record<string, ArrayLike<unknown>>;
      expect(wire['outa1']).toEqual(kind === 'ioc' ? Uint8Array.of(1) : Uint32Array.of(1));
      expect(wire['repeats']).toEqual(kind === 'ioc' ? Uint16Array.of(3) : Uint32Array.of(3));
      expect(wire['trigger']).toEqual(['POSA>=POSITION']);
      expect(toValue(wire)).toEqual(native);
      // Before anything was written an IOC may serve no column at all.
      expect(toValue(null)).toEqual(
        Object.fromEntries(Object.entries(native).map(([name, column]) => [name, column.slice(0, 0)])),
      );
    }
    const { toValue } = member('fastcs', 'SEQ/1/TABLE');
    expect(() => toValue({ ...native, repeats: Uint32Array.of(65_536) })).toThrow(
      expect.objectContaining({ code: 'VALUE.TYPE' }),
    );
  });

  it('labels of a column: fastcs cuts them after 16 characters', () => {
    const labels = ['a label of a column that is long', 'short'];
    const fields = [{ name: 'mode', type: 'enum[]', labels } as const];
    const native: DeviceSpec = {
      id: 'panda:PandA',
      members: {
        X: {
          kind: 'block',
          source: 'X',
          of: { id: 'panda:X', members: { T: { kind: 'rw', source: 'T', type: 'table', fields } } },
        },
      },
    };
    const table = { r: 'T_RBV', w: 'T', value: { type: 'table', fields: [{ name: 'mode', type: 'str[]' }] } as const };
    const { members } = normalisePvi('fastcs', new Map([['x', new Map([[0, new Map([['t', table]])]])]]), native);
    expect(members.get('X/T')!.toValue({ mode: ['a label of a col', 'short'] })).toEqual({ mode: labels });
    // The other IOC sends them as they are.
    const legacy = normalisePvi('ioc', new Map([['x', new Map([[0, new Map([['t', table]])]])]]), native);
    expect(legacy.members.get('X/T')!.toValue({ mode: labels })).toEqual({ mode: labels });
  });

  it('whole numbers: doubles in PandABlocks-ioc', () => {
    for (const kind of ['ioc', 'fastcs'] as const) {
      const { toValue, toWire } = member(kind, 'PULSE/1/PULSES');
      expect([toValue(3), toWire(3)]).toEqual([3, 3]);
    }
    expect(fixtureOf('ioc').blocks['pulse']?.['1']?.['pulses']?.value.type).toBe('f64');
    expect(fixtureOf('fastcs').blocks['pulse']?.['1']?.['pulses']?.value.type).toBe('i32');
  });

  it('bits: an enum of 0 and 1 in PandABlocks-ioc, a boolean in fastcs', () => {
    expect([member('ioc', 'SEQ/1/ACTIVE').toValue('1'), member('ioc', 'BITS/A').toWire(false)]).toEqual([true, '0']);
    expect([member('fastcs', 'SEQ/1/ACTIVE').toValue(true), member('fastcs', 'BITS/A').toWire(false)]).toEqual([
      true,
      false,
    ]);
  });

  it('arming: one record of two values, spelt in two ways', () => {
    expect(member('ioc', 'PCAP/ARM()')).toMatchObject({ write: 'PANDA:PCAP:ARM' });
    expect([member('ioc', 'PCAP/ARM()').toWire(undefined), member('ioc', 'PCAP/DISARM()').toWire(undefined)]).toEqual([
      'Arm',
      'Disarm',
    ]);
    expect([
      member('fastcs', 'PCAP/ARM()').toWire(undefined),
      member('fastcs', 'PCAP/DISARM()').toWire(undefined),
    ]).toEqual(['ARM', 'DISARM']);
  });

  it('actions: fastcs sends a value, which the box refuses', () => {
    const native: DeviceSpec = {
      id: 'panda:PandA',
      members: {
        X: {
          kind: 'block',
          source: 'X',
          of: { id: 'panda:X', members: { 'GO()': { kind: 'command', source: 'GO' } } },
        },
      },
    };
    const legacy = normalisePvi('ioc', entry('x'), native);
    expect([
      legacy.members.get('X/GO()')?.write,
      legacy.members.get('X/GO()')?.toWire(undefined),
      legacy.gaps.size,
    ]).toEqual(['P:X:GO', 1, 0]);
    const fastcs = normalisePvi('fastcs', entry('w'), native);
    expect(fastcs.members.get('X/GO()')).not.toHaveProperty('write');
    expect(fastcs.gaps.get('X/GO()')).toContain('refuses');
    expect(compare(native, fastcs.live, wireKey)).toEqual([]);
  });

  it('times: their unit is another PV, since fastcs says s for any', () => {
    expect(fixtureOf('fastcs').blocks['pulse']?.['1']?.['delay']?.value.units).toBe('s');
    expect(member('ioc', 'PULSE/1/DELAY').units).toBe('PANDA:PULSE1:DELAY:UNITS');
    expect(member('fastcs', 'PULSE/1/DELAY').units).toBe('FPANDA:Pulse:1:DelayUnits_RBV');
  });

  it('labels of blocks: read-only in fastcs', () => {
    expect(member('ioc', 'PCAP/LABEL')).toMatchObject({ read: 'PANDA:PCAP:LABEL', write: 'PANDA:PCAP:LABEL' });
    expect(member('fastcs', 'PCAP/LABEL')).not.toHaveProperty('write');
    expect(route('fastcs').gaps.get('PCAP/LABEL')).toContain('read only');
  });

  it('scaled positions, units of positions, metadata: what a route does not serve says why', () => {
    expect(route('ioc').gaps.get('INENC/1/VAL.SCALED')).toContain('does not scale');
    expect(member('fastcs', 'INENC/1/VAL.SCALED')).toHaveProperty('read');
    expect(member('ioc', 'INENC/1/VAL.UNITS')).toHaveProperty('write');
    expect(route('fastcs').gaps.get('INENC/1/VAL.UNITS')).toContain('units of positions');
    for (const kind of ['ioc', 'fastcs'] as const)
      expect(route(kind).gaps.get('*METADATA/DESIGN')).toContain('metadata');
  });

  it('captures: some combinations only', () => {
    for (const kind of ['ioc', 'fastcs'] as const) {
      const { toValue, toWire } = member(kind, 'INENC/1/VAL.CAPTURE');
      expect([toValue('Min Max Mean'), toValue('No')]).toEqual([['Min', 'Max', 'Mean'], []]);
      expect([toWire(['Mean', 'Max', 'Min']), toWire([])]).toEqual(['Min Max Mean', 'No']);
      expect(() => toWire(['Value', 'Sum'])).toThrow(expect.objectContaining({ code: 'VALUE.LABEL_UNKNOWN' }));
    }
    expect(member('ioc', 'INENC/1/VAL.CAPTURE').write).toBeDefined();
    // It does not tell the box.
    expect(member('fastcs', 'INENC/1/VAL.CAPTURE').write).toBeUndefined();
  });

  it('descriptions: those of the class, which no IOC cuts', () => {
    const cut = Object.values(fixtureOf('ioc').blocks['seq']?.['1'] ?? {}).map(({ description }) => description ?? '');
    expect(Math.max(...cut.map(({ length }) => length))).toBeLessThan(40);
    const whole = Object.values(fixtureOf('fastcs').blocks['seq']?.['1'] ?? {}).map(
      ({ description }) => description ?? '',
    );
    expect(Math.max(...whole.map(({ length }) => length))).toBeGreaterThan(40);
    for (const kind of ['ioc', 'fastcs'] as const)
      expect(route(kind).live.members['SEQ']).not.toHaveProperty('description');
  });
});
