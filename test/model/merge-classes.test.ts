import { describe, expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import type { PulledSource } from '../../src/model/merge/pulled.ts';
import { PANDA_FACILITY } from './facilities/panda.ts';
import { tangoTest } from './facilities/tango-test.ts';
import { classesOf, history, motor, one, source, two } from './motors.ts';
import { type Facts, r, rw } from './pulled-source.ts';

const three: Facts = { ...one, c: [r('c', { type: 'f64' })] };

function labels(...names: string[]): Facts {
  return { a: [rw('a', { type: 'enum', labels: names })] };
}

describe('classes', () => {
  it('are one a shape: the largest group has the plain name', () => {
    const lock = history(source([motor('m/1', two), motor('m/2', one), motor('m/3', one)]));
    expect(classesOf(lock)).toEqual({ 'm/1': 'Motor2', 'm/2': 'Motor', 'm/3': 'Motor' });
    expect(lock.ledger.types.get('AnyMotor')).toEqual(['', 'tango:Motor']);
  });

  it('keep their names when another shape becomes the larger group', () => {
    const lock = history(
      source([motor('m/1', one)]),
      source([motor('m/1', one), motor('m/2', two), motor('m/3', two)]),
    );
    expect(classesOf(lock)).toEqual({ 'm/1': 'Motor', 'm/2': 'Motor2', 'm/3': 'Motor2' });
  });

  it('keep their names when all devices change their shape at once', () => {
    const lock = history(
      source([motor('m/1', one), motor('m/2', one)]),
      source([motor('m/1', two), motor('m/2', two)]),
    );
    expect(classesOf(lock)).toEqual({ 'm/1': 'Motor', 'm/2': 'Motor' });
    expect(lock.ledger.classes.get('Motor')?.interfaces).toHaveLength(2);
  });

  it('swap no names when two devices swap their shapes', () => {
    const lock = history(
      source([motor('m/1', one), motor('m/2', two)]),
      source([motor('m/1', two), motor('m/2', one)]),
    );
    expect(classesOf(lock)).toEqual({ 'm/1': 'Motor2', 'm/2': 'Motor' });
  });

  it('revive a retired name for its own interface only', () => {
    const before = [source([motor('m/1', one), motor('m/2', two)]), source([motor('m/1', one)])];
    expect(classesOf(history(...before, source([motor('m/1', one), motor('m/3', two)])))['m/3']).toBe('Motor2');
    expect(classesOf(history(...before, source([motor('m/1', one), motor('m/3', three)])))['m/3']).toBe('Motor3');
  });

  it('of a control-system class with the name of another get a number', () => {
    const devices = ['MyDev', 'my_dev', 'MYDev'].map((name, at) => ({
      device: `d/${at}`,
      id: `tango:${name}`,
      members: one,
    }));
    const lock = history(source(devices));
    expect(classesOf(lock)).toEqual({ 'd/0': 'MyDev', 'd/1': 'MyDev2', 'd/2': 'MYDev' });
    expect(Object.fromEntries(lock.ledger.files)).toEqual({
      'my-dev': 'MYDev',
      'my-dev2': 'MyDev',
      'my-dev2_2': 'MyDev2',
    });
  });

  it('share the names of their members, so that a union of them has what they share', () => {
    const lock = history(
      source([
        motor('m/1', { 'a-b': [r('a-b', { type: 'f64' })] }),
        motor('m/2', { a_b: [r('a_b', { type: 'f64' })], 'a-b': [r('a-b', { type: 'f64' })] }),
      ]),
    );
    expect(Object.fromEntries(lock.ledger.members.get('tango:Motor') ?? [])).toEqual({ aB: 'a-b', aB2: 'a_b' });
  });

  it('differ by wire keys, kinds, types, rank and labels, and by nothing else', () => {
    const same = [
      motor('s/1', {
        a: [rw('a', { type: 'f64', units: 'V' }), { units: 'V', description: 'x', limits: { control: { low: 1 } } }],
      }),
      motor('s/2', { a: [rw('a', { type: 'f64' }), { maxShape: [2], expert: true }] }),
    ];
    const other = [
      motor('o/1', { b: [rw('b', { type: 'f64' })] }),
      motor('o/2', { a: [r('a', { type: 'f64' })] }),
      motor('o/3', { a: [rw('a', { type: 'f32' })] }),
      motor('o/4', { a: [rw('a', { type: 'f64[]' })] }),
      motor('o/5', labels('x', 'y')),
      motor('o/6', labels('y', 'x')),
      motor('o/7', labels('x', 'y', 'z')),
      motor('o/8', { a: [{ ...rw('a', { type: 'f64' }), write: 'b' }] }),
    ];
    const lock = history(source([...same, ...other]));
    expect(new Set(Object.values(classesOf(lock))).size).toBe(1 + other.length);
    expect(classesOf(lock)['s/1']).toBe(classesOf(lock)['s/2']);
  });
});

describe('blocks and label sets', () => {
  it('are classes and names of their own, and follow the box when it changes', () => {
    const before = history(PANDA_FACILITY);
    expect([...before.classes.keys()].toSorted()).toEqual(['PandA', 'Pcap', 'Seq']);
    expect([...before.labels.keys()].toSorted()).toEqual(['BitMux', 'PosMux']);
    const after = history(PANDA_FACILITY, withMoreBits(PANDA_FACILITY));
    expect([...after.classes.keys()].toSorted()).toEqual(['PandA', 'Pcap', 'Seq']);
    expect(after.labels.get('BitMux')?.labels.at(-1)).toBe('NEW.BIT');
    expect(after.labels.get('PosMux')).toEqual(before.labels.get('PosMux'));
  });

  it('of two boxes with other buses are two', () => {
    const lock = parseLock(
      printLock(merge(undefined, [PANDA_FACILITY, { ...withMoreBits(PANDA_FACILITY), name: 'box2' }]).lock),
      'lock',
    );
    expect([...lock.labels.keys()].toSorted()).toEqual(['BitMux', 'BitMux2', 'PosMux']);
    expect([...lock.classes.keys()].toSorted()).toEqual(['PandA', 'PandA2', 'Pcap', 'Pcap2', 'Seq', 'Seq2']);
  });
});

/** The same box with one more bit on its bus. */
function withMoreBits(facility: PulledSource): PulledSource {
  const more = JSON.stringify(facility, (_, value: unknown) =>
    value instanceof Map ? { map: [...value] } : value,
  ).replaceAll('"PCAP.ACTIVE"]', '"PCAP.ACTIVE","NEW.BIT"]');
  return JSON.parse(more, (_, value: { map?: [] } | null) =>
    Array.isArray(value?.map) ? new Map(value.map) : value,
  ) as PulledSource;
}

describe('a second pull of the same facility', () => {
  it.each([
    ['of blocks', PANDA_FACILITY],
    ['of devices that differ', source([tangoTest('t/1'), tangoTest('t/2', two), motor('m/1'), motor('m/2', two)])],
  ])('%s gives the same bytes', (_, facility) => {
    const first = history(facility);
    expect(printLock(merge(first, [facility]).lock)).toBe(printLock(first));
  });
});
