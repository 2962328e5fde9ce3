import { describe, expect, it } from 'vitest';
import { groupPvs } from '../../../src/sources/epics/grouping/group-pvs.ts';
import { joinPairs, USUAL_PAIRS } from '../../../src/sources/epics/grouping/pairs.ts';
import type { Grouping } from '../../../src/sources/epics/grouping/part-plan.ts';
import { filled, Pattern } from '../../../src/sources/epics/grouping/pattern.ts';
import { classWord } from '../../../src/sources/epics/grouping/words.ts';
import { pvsOf } from '../../../src/sources/epics/plan/plan.ts';
import type { DeviceRule } from '../../../src/sources/epics/settings.ts';

function grouped(
  pvs: readonly string[],
  { rules = [], ...options }: Partial<Grouping> & { readonly rules?: readonly DeviceRule[] } = {},
): Readonly<Record<string, readonly [string, readonly string[]]>> {
  const plans = groupPvs(pvs, rules, {
    separators: ':',
    pairs: USUAL_PAIRS,
    access: [],
    recordTypeOf: () => undefined,
    channelsOf: () => undefined,
    ...options,
  });
  return Object.fromEntries(plans.map((plan) => [plan.prefix, [plan.class, memberNames(plan)] as const]));
}

function memberNames(plan: ReturnType<typeof groupPvs>[number]): readonly string[] {
  return plan.members.map((member) =>
    member.kind === 'vector' ? `${member.name}[${[...member.elements.keys()].join()}]` : member.name,
  );
}

const leaves = (prefix: string, ...names: readonly string[]): readonly string[] => names.map((name) => prefix + name);

describe('a pattern', () => {
  it.each([
    ['BL01-MO-$(axis)-01:$(member)', 'BL01-MO-X-01:RBV', 'BL01-MO-X-01', { axis: 'X' }],
    ['$(p):$(d):$(member)', 'a:b:c:d', 'a:b:c', { p: 'a:b', d: 'c' }],
    ['ioc:m#$(member)', 'ioc:m12.RBV', 'ioc:m12', {}],
    ['XF:28{Slt:$(n)}$(member)', 'XF:28{Slt:1}Mtr', 'XF:28{Slt:1}', { n: '1' }],
    ['*:$(kind)-#:$(member)', 'A:B:PS-12:Current', 'A:B:PS-12', { kind: 'PS' }],
    ['$(d)_$(member)', 'DET_Gain', 'DET', { d: 'DET' }],
  ])('%s fits %s', (pattern, pv, device, parts) => {
    const match = new Pattern(pattern).match(pv);
    expect(match?.device).toBe(device);
    expect(Object.fromEntries(match?.parts ?? [])).toMatchObject(parts);
  });

  it.each([
    ['BL01:$(member)', 'BL02:X'],
    ['BL#:$(member)', 'BLx:X'],
    ['a.b:$(member)', 'axb:X'],
  ])('%s does not fit %s', (pattern, pv) => {
    expect(new Pattern(pattern).match(pv)).toBeUndefined();
  });

  it('fills what it found into a class', () => {
    const match = new Pattern('*:$(kind)#:$(member)').match('A:PS3:I');
    expect(filled('$(kind)Supply', match?.parts ?? new Map())).toBe('PSSupply');
  });
});

function joined(pvs: readonly string[], ...pairs: readonly [string, string][]): readonly string[] {
  const suffixes = pairs.length === 0 ? USUAL_PAIRS : pairs.map(([set, read]) => ({ set, read }));
  return joinPairs(pvs, suffixes, () => undefined).map(({ read, write }) =>
    write === undefined ? read : `${write}/${read}`,
  );
}

describe('pairs', () => {
  it('are those of areaDetector', () => {
    expect(joined(['Gain', 'Gain_RBV', 'Temp_RBV', 'Size'])).toEqual(['Gain/Gain_RBV', 'Temp_RBV', 'Size']);
  });

  it('may have other suffixes, several of them', () => {
    expect(joined(['I-SP', 'I-RB', 'VR', 'V', 'X:SET', 'X:GET'], ['-SP', '-RB'], [':SET', ':GET'], ['', 'R'])).toEqual([
      'I-SP/I-RB',
      'V/VR',
      'X:SET/X:GET',
    ]);
  });

  it('are none where the setpoint is a record that nobody sets', () => {
    expect(joinPairs(['T', 'T_RBV'], USUAL_PAIRS, () => 'ai')).toEqual([{ read: 'T' }, { read: 'T_RBV' }]);
  });
});

describe('without rules', () => {
  it('the last separator parts the member, and few leaves go to the word before', () => {
    expect(
      grouped([
        ...leaves('BL01:CAM:', 'Gain', 'Gain_RBV', 'Size', 'Rate'),
        'BL01:CAM:ROI:X',
        ...leaves('BL01:', 'A:One', 'B:Two', 'Three'),
        'ALONE',
      ]),
    ).toEqual({
      'BL01:CAM': ['CAM', ['Gain', 'Size', 'Rate', 'ROI:X']],
      BL01: ['BL', ['Three', 'A:One', 'B:Two']],
      ALONE: ['ALONE', ['value']],
    });
  });

  it('numbered parts that are alike make a vector of the device above', () => {
    const channel = (n: number): readonly string[] => leaves(`D:Ch:${n}:`, 'Gain', 'Offset', 'Mode');
    expect(grouped([...leaves('D:', 'A', 'B', 'C'), ...channel(1), ...channel(2), ...channel(3)])).toEqual({
      D: ['D', ['A', 'B', 'C', 'Ch[1,2,3]']],
    });
    expect(grouped([...channel(1), ...channel(2)])).toEqual({
      'D:Ch:1': ['Ch', ['Gain', 'Offset', 'Mode']],
      'D:Ch:2': ['Ch', ['Gain', 'Offset', 'Mode']],
    });
  });

  it.each([
    ['a gap', [...leaves('D:Ch1:', 'X', 'Y'), ...leaves('D:Ch3:', 'X', 'Y')]],
    ['other members', [...leaves('D:Ch1:', 'X', 'Y'), ...leaves('D:Ch2:', 'X', 'Z')]],
    ['one member', [...leaves('D:Ch1:', 'X'), ...leaves('D:Ch2:', 'X')]],
  ])('parts with %s are none', (_, parts) => {
    const [, members] = grouped([...leaves('D:', 'A', 'B', 'C'), ...parts])['D'] ?? ['', []];
    expect(members).toHaveLength(3 + parts.length);
  });

  it('braces are one word', () => {
    expect(grouped(leaves('XF:28{Slt:1}', 'Gap', 'Pos', 'Mode'))).toEqual({
      'XF:28{Slt:1}': ['Slt', ['Gap', 'Pos', 'Mode']],
    });
  });

  it('detectors, plugins and IOCs are known by some of their members', () => {
    const base = leaves('D:CAM:', 'PortName_RBV', 'ArrayCounter_RBV', 'Acquire', 'DetectorState_RBV');
    const stats = leaves('D:STAT:', 'PortName_RBV', 'PluginType_RBV', 'ComputeStatistics', 'MeanValue_RBV');
    const all = grouped([...base, ...stats, ...leaves('IOC:', 'HEARTBEAT', 'STARTTOD', 'TOD')]);
    expect(Object.fromEntries(Object.entries(all).map(([device, [name]]) => [device, name]))).toEqual({
      'D:CAM': 'ADBase',
      'D:STAT': 'NDStats',
      IOC: 'IocStats',
    });
  });
});

describe('a rule', () => {
  const rules = [{ pv: 'SR-$(kind)-#:$(member)', class: '$(kind)', rename: { Curr: 'current' } }];

  it('names device, class and members, and the first that fits counts', () => {
    const pvs = [...leaves('SR-QF-01:', 'Curr', 'Volt'), 'SR-QF-02:Curr', 'OTHER:A'];
    expect(grouped(pvs, { rules: [...rules, { pv: 'SR-$(member)', class: 'Never' }] })).toEqual({
      'SR-QF-01': ['QF', ['current', 'Volt']],
      'SR-QF-02': ['QF', ['current']],
      OTHER: ['OTHER', ['A']],
    });
  });

  it('loses no PV', () => {
    const pvs = [...leaves('SR-QF-01:', 'Curr', 'Ch1:A', 'Ch1:B', 'Ch2:A', 'Ch2:B'), 'X', 'Y:Z'];
    const plans = groupPvs(pvs, rules, {
      separators: ':',
      pairs: USUAL_PAIRS,
      access: [],
      recordTypeOf: () => undefined,
      channelsOf: () => undefined,
    });
    expect(plans.flatMap((plan) => pvsOf(plan)).toSorted()).toEqual(pvs.toSorted());
  });
});

it.each([
  ['BL01-MO-M-01', 'M'],
  ['BL01:M2', 'M'],
  ['PANDA:SFP2_SYNC_IN', 'SFP2_SYNC_IN'],
  ['12:34', 'Pv'],
])('the class of %s is %s', (device, name) => expect(classWord(device)).toBe(name));
