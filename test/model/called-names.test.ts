import { expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import type { PulledSource } from '../../src/model/merge/pulled.ts';
import { described, r, rw } from './pulled-source.ts';

const members = {
  ':Gain_RBV': [rw(':Gain_RBV', { write: ':Gain', type: 'f64' })],
  ':T': [r(':T', { type: 'f64' })],
} as const;

function pulled(...names: readonly (Readonly<Record<string, string>> | undefined)[]): PulledSource {
  const devices = names.map((called, index) => {
    const device = described({ device: `D${index}`, id: 'epics:D', members });
    return called === undefined ? device : { ...device, names: new Map(Object.entries(called)) };
  });
  return { name: 'a', kind: 'epics', listed: devices.map(({ found }) => found), described: devices };
}

const namesOf = (
  source: PulledSource,
  before?: Parameters<typeof merge>[0],
): readonly (readonly [string, string])[] => [...(merge(before, [source]).lock.ledger.members.get('epics:D') ?? [])];

it('a member is called as its control system calls it, else after its wire name', () => {
  expect(namesOf(pulled(undefined))).toEqual([
    ['gainRbv', ':Gain_RBV'],
    ['t', ':T'],
  ]);
  expect(namesOf(pulled({ ':Gain_RBV': 'the_gain' }))).toEqual([
    ['theGain', ':Gain_RBV'],
    ['t', ':T'],
  ]);
});

it('what most call it counts, and a name once given stays', () => {
  const most = pulled({ ':T': 'cold' }, { ':T': 'warm' }, { ':T': 'warm' });
  expect(namesOf(most).find(([, key]) => key === ':T')).toEqual(['warm', ':T']);
  const { lock } = merge(undefined, [most]);
  expect(namesOf(pulled({ ':T': 'other' }), lock).find(([, key]) => key === ':T')).toEqual(['warm', ':T']);
});

it('two that are called alike are told apart, and names of JavaScript are made safe', () => {
  const names = namesOf(pulled({ ':Gain_RBV': '__proto__', ':T': '__proto__' })).map(([name]) => name);
  expect(new Set(names).size).toBe(2);
  expect(names.every((name) => name.startsWith('__proto__') && name !== '__proto__')).toBe(true);
});
