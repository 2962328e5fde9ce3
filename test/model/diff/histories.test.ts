import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/model/diff/rules.ts';
import { EMPTY_LOCK, type Lock } from '../../../src/model/lock/lock.ts';
import { canonical } from '../../../src/model/lock/canonical.ts';
import { retiredClasses } from '../../../src/model/merge/merge-report.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { command, type DeviceFacts, type Facts, r, rw } from '../pulled-source.ts';
import { db, device, diffOf } from './locks.ts';

const member = fc.constantFrom(
  rw('A', { type: 'f64' }),
  rw('A', { type: 'i32' }),
  r('A', { type: 'f64' }),
  r('A', { type: 'any' }),
  rw('a', { type: 'f64' }),
  rw('A', { type: 'enum', labels: ['x', 'y'] }),
  rw('A', { type: 'enum', labels: ['x', 'y', 'z'] }),
  rw('A', { type: 'table', fields: [{ name: 'c', type: 'f64[]' }] }),
  rw('A', { type: 'table', fields: [{ name: 'c', type: 'f64[]', units: 's' }] }),
  { ...r('A', { type: 'f64' }), optional: true as const },
);
const meta = fc.constantFrom(
  {},
  { units: 'V' },
  { units: 'mV' },
  { description: 'x' },
  { limits: { control: { low: 1 } } },
);
const facts = fc
  .record({ a: fc.tuple(member, meta), command: fc.boolean() })
  .map(({ a, command: has }): Facts => ({ a, ...(has ? { 'stop()': [command('Stop')] } : {}) }));
const motor = fc
  .record({ name: fc.constantFrom('m/1', 'm/2', 'm/3'), facts, alias: fc.constantFrom(undefined, 'p', 'q') })
  .map(({ name, facts: members, alias }): DeviceFacts => device(name, members, alias === undefined ? {} : { alias }));
const facility = fc
  .uniqueArray(motor, { selector: (each) => each.device, maxLength: 3 })
  .map((devices): PulledSource => db(...devices));

/** The facts of a lock, without the history of its names. */
function allOf({ classes, sources, labels }: Lock): string {
  return canonical({ classes, sources, labels });
}

/** Those that code can have to do with: without devices that are gone, and classes that none has. */
function presentOf(lock: Lock): string {
  const { sources } = lock;
  const idle = new Set(retiredClasses(lock));
  const classes = [...lock.classes].filter(([name]) => !idle.has(name));
  const devices = [...sources].flatMap(([source, of]) => [...of.devices].map((each) => [source, ...each] as const));
  return canonical({ classes, devices: devices.filter(([, , { gone }]) => gone !== true) });
}

/** The lock before the first pull, and after each. */
function locksOf(pulls: readonly PulledSource[]): readonly Lock[] {
  const locks: Lock[] = [EMPTY_LOCK];
  for (const pull of pulls) locks.push(merge(locks.at(-1), [pull]).lock);
  return locks;
}

describe('after any history of pulls', () => {
  const histories = fc.array(facility, { minLength: 1, maxLength: 5 });

  it('two locks that differ have a difference, and two that do not have none', () => {
    fc.assert(
      fc.property(histories, (pulls) => {
        const locks = locksOf(pulls);
        const last = locks.at(-1) ?? EMPTY_LOCK;
        for (const lock of locks) {
          const { differences } = diffOf(lock, last);
          if (presentOf(lock) !== presentOf(last)) expect(differences.length).toBeGreaterThan(0);
          if (allOf(lock) === allOf(last)) expect(differences).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('every difference is a row of the table, has a class of one side, and each device once', () => {
    fc.assert(
      fc.property(histories, (pulls) => {
        const locks = locksOf(pulls);
        const last = locks.at(-1) ?? EMPTY_LOCK;
        for (const lock of locks)
          for (const { rule, severity, class: name, devices } of diffOf(lock, last).differences) {
            expect([rule, severity, rules[rule][severity]]).not.toContain(undefined);
            expect(lock.classes.has(name) || last.classes.has(name)).toBe(true);
            expect(new Set(devices.map((each) => each.device)).size).toBe(devices.length);
          }
      }),
      { numRuns: 300 },
    );
  });
});
