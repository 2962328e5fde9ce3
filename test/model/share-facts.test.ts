import { expect, it } from 'vitest';
import type { Live } from '@devgen/runtime';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import type { PulledSource } from '../../src/model/merge/pulled.ts';
import { SharedFacts } from '../../src/model/merge/share-facts.ts';
import { command, type DeviceFacts, pulledSource, r, rw } from './pulled-source.ts';

/** Made anew for each device: nothing is shared by chance. */
function device(number: number, units = 'A'): DeviceFacts {
  return {
    device: `a/b/${number}`,
    id: 'tango:Supply',
    members: {
      current: [rw('current', { type: 'f64', units }), { limits: { control: { low: 0, high: 10 } } }],
      count: [r('count', { type: 'i64' }), { limits: { alarm: { high: 2n ** 60n } } }],
      mode: [rw('mode', { type: 'enum', labels: ['Off', 'On'] }), { labels: ['Off', 'On'], label: 'Mode' }],
      'go()': [command('go'), number % 3 === 0 ? { description: 'Goes' } : {}],
    },
  };
}

function shared(source: PulledSource): PulledSource {
  if ('error' in source) return source;
  const facts = new SharedFacts();
  const described = source.described.map((each) => (each.ok ? { ...each, live: facts.of(each.live) } : each));
  return { ...source, described };
}

it('gives devices that say the same the same objects, and the others those that they have in common', () => {
  const facts = new SharedFacts();
  const { described } = pulledSource('db', 'tango', [device(1), device(2), device(3)]) as Extract<
    PulledSource,
    { listed: unknown }
  >;
  const [first, second, third] = described.map((each) => (each.ok ? facts.of(each.live) : undefined));
  expect(second?.spec).toBe(first?.spec);
  expect(second?.meta).toBe(first?.meta);
  expect(third?.spec).toBe(first?.spec);
  expect(third?.meta).not.toBe(first?.meta);
  expect(third?.meta.get('mode')).toBe(first?.meta.get('mode'));
  expect(third?.meta.get('go()')).toEqual({ description: 'Goes' });
});

function live(high: number | bigint): Live {
  return { spec: { id: 'tango:X', members: {} }, meta: new Map([['count', { limits: { alarm: { high } } }]]) };
}

it('takes nothing for the same that differs', () => {
  const facts = new SharedFacts();
  const all = [1, 1n, 2n, 2].map((high) => facts.of(live(high)).meta.get('count')?.limits?.alarm?.high);
  expect(all).toEqual([1, 1n, 2n, 2]);
});

it('changes nothing of what a merge makes, of a first pull and of the next', () => {
  const first = Array.from({ length: 20 }, (_, number) => device(number, number === 7 ? 'mA' : 'A'));
  const next = first.slice(3).map((each, index) => (index % 5 === 0 ? device(index + 3, 'kA') : each));
  const before = merge(undefined, [pulledSource('db', 'tango', first)]).lock;
  const after = merge(before, [pulledSource('db', 'tango', next)]).lock;
  const beforeShared = merge(undefined, [shared(pulledSource('db', 'tango', first))]).lock;
  const afterShared = merge(beforeShared, [shared(pulledSource('db', 'tango', next))]).lock;
  expect(printLock(beforeShared)).toBe(printLock(before));
  expect(printLock(afterShared)).toBe(printLock(after));
});
