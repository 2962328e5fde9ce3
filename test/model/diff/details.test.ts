import type { Meta } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { EMPTY_LOCK, type Lock } from '../../../src/model/lock/lock.ts';
import { diffText } from '../../../src/report/diff-text.ts';
import { plain } from '../../../src/report/style.ts';
import { hostileLock } from '../../render/hostile.ts';
import { PANDA_FACILITY } from '../facilities/panda.ts';
import { rw } from '../pulled-source.ts';
import { db, device, diffOf, locked, told } from './locks.ts';

/** A lock of devices whose one member says these units. */
function saying(...units: readonly string[]): Lock {
  return locked(
    db(...units.map((unit, at) => device(`m/${at + 1}`, { a: [rw('A', { type: 'f64' }), { units: unit }] }))),
  );
}

describe('details', () => {
  it('are those of a device, whoever of its class says otherwise', () => {
    // Most say mV now, so the class does; m/1 says V as it always did.
    expect(told(diffOf(saying('V', 'V', 'V'), saying('V', 'mV', 'mV')).differences)).toEqual([
      'UNITS compatible Motor.a m/2 m/3',
    ]);
  });

  it('are told once for all devices that say the same, and apart where they do not', () => {
    expect(told(diffOf(saying('V', 'V', 'V'), saying('mV', 'mV', 'kV')).differences)).toEqual([
      'UNITS compatible Motor.a m/3',
      'UNITS compatible Motor.a m/1 m/2',
    ]);
  });
});

describe('the elements of a vector', () => {
  const [panda] = 'described' in PANDA_FACILITY ? PANDA_FACILITY.described : [];

  /** The box with other words about some members of its blocks. */
  function box(changed: Readonly<Record<string, Meta>>): Lock {
    if (panda?.ok !== true) throw new Error('no box');
    const live = { ...panda.live, meta: new Map([...panda.live.meta, ...Object.entries(changed)]) };
    return locked({ ...PANDA_FACILITY, described: [{ ...panda, live }] } as typeof PANDA_FACILITY);
  }

  it('are one difference where all show it', () => {
    const { differences } = diffOf(
      box({}),
      box({ 'SEQ/1/PRESCALE': { units: 'ms' }, 'SEQ/2/PRESCALE': { units: 'ms' } }),
    );
    expect(told(differences)).toContain('UNITS compatible PandA.seq.*.prescale BL01-PANDA-01');
  });

  it('are named where only some do', () => {
    const { differences } = diffOf(
      box({}),
      box({ 'SEQ/2/PRESCALE': { units: 'ms', description: 'Prescale the units' } }),
    );
    expect(told(differences)).toEqual(['UNITS compatible PandA.seq.2.prescale BL01-PANDA-01']);
  });
});

it('names and texts from the wire do not reach a line of their own, whatever they are', () => {
  const lock = hostileLock();
  for (const [before, after] of [
    [EMPTY_LOCK, lock],
    [lock, EMPTY_LOCK],
    [lock, lock],
  ] as const) {
    const { differences: findings, compared } = diffOf(before, after);
    expect(findings.length > 0).toBe(before !== after);
    const side = { kind: 'lock' } as const;
    const version = { level: 'none' } as const;
    const data = { package: 'x', dir: 'x', before: side, after: side, compared, findings, version };
    const text = diffText(data, plain);
    // oxlint-disable-next-line no-control-regex -- it is these that must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
    for (const line of text.split('\n').slice(1)) expect(line).toMatch(/^(?:[-+=✖✔~!] | {2}[A-Z_]+: |\w+ \d+ )/);
  }
});
