import { compare } from '@devgen/runtime';
import { normalisePvi, wireKey } from '@devgen/runtime/panda';
import { describe, expect, it } from 'vitest';
import { published } from './published.ts';
import { route, wanted } from './routes.ts';

describe.each(['ioc', 'fastcs'] as const)('%s', (kind) => {
  it('fits the native class: nothing is missing, of another kind or type', () => {
    const findings = compare(wanted, route(kind).live, wireKey);
    expect(findings.filter(({ rule }) => rule !== 'MEMBER_EXTRA')).toEqual([]);
  });

  it('says what it does not serve, and why', () => {
    const reasons = new Map<string, number>();
    for (const why of route(kind).gaps.values()) reasons.set(why, (reasons.get(why) ?? 0) + 1);
    expect(Object.fromEntries(reasons)).toEqual(
      kind === 'ioc'
        ? { 'the IOC does not serve the metadata of the box': 5, 'the IOC does not scale positions': 3 }
        : {
            'the IOC does not serve the metadata of the box': 5,
            'the IOC serves no labels of numbered blocks': 8,
            'the IOC does not serve units of positions': 3,
            'the IOC serves labels to be read only': 3,
            'the IOC keeps captures that are set for itself, and the box never hears': 11,
          },
    );
  });

  it('has a member for everything else, of each instance', () => {
    const { members, gaps } = route(kind);
    for (const key of [
      'SEQ/1/TABLE',
      'SEQ/2/TABLE',
      'PCAP/ARM()',
      'PULSE/1/WIDTH.UNITS',
      'INENC/1/VAL.CAPTURE',
      'LUT/1/FUNC',
    ])
      expect(members.has(key)).toBe(true);
    // Labels and captures are read where they cannot be set.
    expect([...members.keys()].filter((key) => gaps.has(key) && !/LABEL$|CAPTURE$/.test(key))).toEqual([]);
  });

  it('tells another box apart', () => {
    const other = published(kind, (name, each) =>
      name === 'seq.bita_delay' ? { ...each, value: { type: 'str' } } : each,
    );
    const findings = compare(wanted, normalisePvi(kind, other, wanted).live, wireKey);
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'MEMBER_TYPE', member: 'SEQ.*.BITA.DELAY' },
    ]);
    const fewer = new Map([...published(kind)].filter(([name]) => name !== 'lut'));
    const missing = compare(wanted, normalisePvi(kind, fewer, wanted).live, wireKey);
    expect(missing.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'MEMBER_MISSING', source: 'LUT' },
    ]);
    const single = new Map([...published(kind), ['seq', new Map([[0, published(kind).get('seq')!.get(1)!]])] as const]);
    const flipped = compare(wanted, normalisePvi(kind, single, wanted).live, wireKey);
    expect(flipped.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'MEMBER_KIND', actual: 'block' },
    ]);
  });
});
