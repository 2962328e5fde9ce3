import { compare } from '@devgen/runtime';
import { beforeEach, expect, it, vi } from 'vitest';
import { diffLive } from '../../../src/model/diff/diff-live.ts';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { type Facts, pulledSource, rw } from '../pulled-source.ts';
import { diffOf, foldedKey } from './locks.ts';

vi.mock('@devgen/runtime', async (original) => {
  const runtime = await original<typeof import('@devgen/runtime')>();
  return { ...runtime, compare: vi.fn(runtime.compare) };
});

const classes = 300;
const devices = 20_000;
const members = 3;

/** `devices` devices of `classes` classes; of each class with a number below `changed` one member has another type. */
function facility(changed: number, units = 'V'): PulledSource {
  const shapes = Array.from({ length: classes }, (_, index): Facts => {
    const facts = Array.from({ length: members }, (__, member) => [
      `m${member}`,
      [rw(`m${member}`, { type: member === 0 && index < changed ? 'i32' : 'f64' }), { units }],
    ]);
    return Object.fromEntries(facts) as Facts;
  });
  const all = Array.from({ length: devices }, (_, index) => ({
    device: `sr/dev/${index}`,
    id: `tango:Class${index % classes}`,
    members: shapes[index % classes] ?? {},
  }));
  return pulledSource('db', 'tango', all);
}

const lockOf = (source: PulledSource): Lock => merge(undefined, [source]).lock;
const calls = (): number => vi.mocked(compare).mock.calls.length;

const before = lockOf(facility(0));

beforeEach(() => {
  vi.mocked(compare).mockClear();
});

it('compares each pair of classes that differs once, however many devices have it', () => {
  const { differences, compared } = diffOf(before, lockOf(facility(20)));
  expect(calls()).toBe(20);
  expect(compared).toBe(devices);
  expect(differences).toHaveLength(20);
  const shown = differences.flatMap(({ rule, devices: of }) => (rule === 'MEMBER_TYPE' ? of : []));
  expect(shown.length).toBe(
    Array.from({ length: devices }, (_, index) => index % classes).filter((at) => at < 20).length,
  );
});

it('compares nothing where the locks are alike', () => {
  expect(diffOf(before, lockOf(facility(0))).differences).toEqual([]);
  expect(calls()).toBe(0);
});

it('compares a facility class by class too', () => {
  const pulled = [facility(20, 'mV')];
  const options = {
    pulled,
    covers: () => true,
    isOffline: () => false,
    naming: 'camel',
    keyOf: () => foldedKey,
  } as const;
  const { differences } = diffLive(before, options);
  expect(calls()).toBe(classes);
  expect(differences.filter(({ rule }) => rule === 'UNITS')).toHaveLength(classes * members);
});
