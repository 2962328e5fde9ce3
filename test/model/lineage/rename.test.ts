import { describe, expect, it } from 'vitest';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { parseLock } from '../../../src/model/lock/parse-lock.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { prune } from '../../../src/model/merge/prune.ts';
import { renameClass } from '../../../src/model/merge/rename-class.ts';
import { renameMember } from '../../../src/model/merge/rename-member.ts';
import { DYNAMIC_DEVICES, DYNAMIC_FACILITY } from '../facilities/dynamic.ts';
import { PANDA_FACILITY } from '../facilities/panda.ts';
import { TANGO_FACILITY } from '../facilities/tango-test.ts';
import { classesOf, history, motor, source } from '../motors.ts';
import { type Facts, pulledSource, r, rw } from '../pulled-source.ts';

const one: Facts = { mode: [rw('mode', { type: 'enum', labels: ['Off', 'On'] })] };
const two: Facts = { ...one, b: [r('b', { type: 'f64' })] };
const three: Facts = { ...one, c: [r('c', { type: 'f64' })] };
const both = source([motor('m/1', one), motor('m/2', two)]);
const moved = source([motor('m/1', two), motor('m/2', two)]);

/** As it is written and read again. */
function renamed(lock: Lock, from: string, to: string): Lock {
  return parseLock(printLock(renameClass(lock, from, to, 'camel')), 'lock');
}

function typesOf({ ledger }: Lock): Record<string, string> {
  return Object.fromEntries([...ledger.types].map(([name, owner]) => [name, owner.join(' ')]));
}

describe('a class that is renamed', () => {
  const lock = renamed(history(both), 'Motor', 'Axis');

  it('takes along its devices, its file, its types and the union of its shapes', () => {
    expect(classesOf(lock)).toEqual({ 'm/1': 'Axis', 'm/2': 'Motor2' });
    expect([...lock.classes.keys()].toSorted()).toEqual(['Axis', 'Motor2']);
    expect(lock.ledger.files.get('axis')).toBe('Axis');
    expect(typesOf(lock)).toEqual({ AnyAxis: ' tango:Motor', AxisMode: 'Axis mode', Motor2Mode: 'Motor2 mode' });
  });

  it('has its name in every later pull, and the old one is given to nothing else', () => {
    expect(printLock(merge(lock, [both]).lock)).toBe(printLock(lock));
    const { lock: after } = merge(lock, [source([motor('m/1', one), motor('m/2', two), motor('m/3', three)])]);
    expect(classesOf(after)).toEqual({ 'm/1': 'Axis', 'm/2': 'Motor2', 'm/3': 'Motor3' });
    expect(after.ledger.classes.get('Motor')).toEqual({ id: 'tango:Motor', interfaces: [] });
    expect(after.ledger.files.get('motor')).toBe('Motor');
  });

  it('follows its devices when they change', () => {
    const { lock: after } = merge(lock, [source([motor('m/1', three), motor('m/2', two)])]);
    expect(classesOf(after)).toEqual({ 'm/1': 'Axis', 'm/2': 'Motor2' });
  });

  it('gets the old name back, with its file', () => {
    expect(typesOf(renamed(lock, 'Axis', 'Motor'))).toEqual(typesOf(history(both)));
    const back = renamed(lock, 'Axis', 'Motor');
    expect(back.classes).toEqual(history(both).classes);
    expect(back.ledger.files.get('motor')).toBe('Motor');
  });

  it('keeps its file where the new name asks for the very same', () => {
    const other = renamed(history(source([{ ...motor('d/1', one), id: 'tango:MyDev' }])), 'MyDev', 'MYDev');
    expect(Object.fromEntries(other.ledger.files)).toEqual({ 'my-dev': 'MYDev', 'my-dev2': 'MyDev' });
    const back = renamed(other, 'MYDev', 'MyDev');
    expect(Object.fromEntries(back.ledger.files)).toEqual({ 'my-dev': 'MyDev', 'my-dev2': 'MYDev' });
  });
});

describe('a class that takes the name of a retired one', () => {
  const before = history(both, moved);
  const lock = renamed(before, 'Motor2', 'Motor');

  it('is the class of that name, types and all, and the retired one is no more', () => {
    expect(merge(history(both), [moved]).report.renames).toEqual([{ from: 'Motor2', to: 'Motor' }]);
    expect(classesOf(lock)).toEqual({ 'm/1': 'Motor', 'm/2': 'Motor' });
    expect([...lock.classes.keys()]).toEqual(['Motor']);
    expect(lock.classes.get('Motor')?.interface).toBe(before.classes.get('Motor2')?.interface);
    expect(typesOf(lock)).toEqual({ AnyMotor: ' tango:Motor', MotorMode: 'Motor mode' });
    expect(printLock(merge(lock, [moved]).lock)).toBe(printLock(lock));
    expect(merge(lock, [moved]).report.renames).toEqual([]);
  });

  it('leaves the retired interface without a name: it gets a new one, or this one once it is free', () => {
    const { lock: beside } = merge(lock, [source([motor('m/1', two), motor('m/2', two), motor('m/3', one)])]);
    expect(classesOf(beside)).toEqual({ 'm/1': 'Motor', 'm/2': 'Motor', 'm/3': 'Motor3' });
    const { lock: back } = merge(lock, [source([motor('m/1', one), motor('m/2', one)])]);
    expect(classesOf(back)).toEqual({ 'm/1': 'Motor', 'm/2': 'Motor' });
  });

  it('keeps what was last seen of a device that is gone with the retired one', () => {
    const without = history(both, source([motor('m/2', two)]));
    const after = renamed(without, 'Motor2', 'Motor');
    expect(after.sources.get('db')?.devices.get('m/1')).toEqual({
      class: 'Motor',
      gone: true,
      seen: without.classes.get('Motor')?.interface,
    });
    expect(printLock(merge(after, [source([motor('m/2', two)])]).lock)).toBe(printLock(after));
    expect(classesOf(merge(after, [both]).lock)).toEqual({ 'm/1': 'Motor3', 'm/2': 'Motor' });
  });
});

it.each([
  ['an open class', DYNAMIC_FACILITY, 'DynamicOpen', 'DynamicRest'],
  ['a part', PANDA_FACILITY, 'Seq', 'Sequencer'],
  ['a class with label sets', TANGO_FACILITY, 'TangoTest', 'Generic'],
])('%s may be renamed too, and the same pull changes nothing', (_, facility, from, to) => {
  const before = history(facility);
  const lock = renamed(before, from, to);
  expect([...lock.classes.keys()].toSorted()).toEqual(
    [...before.classes.keys()].map((name) => (name === from ? to : name)).toSorted(),
  );
  expect(lock.ledger.classes.get(to)).toEqual(before.ledger.classes.get(from));
  expect(printLock(merge(lock, [facility]).lock)).toBe(printLock(lock));
  expect([...lock.classes.values()].map((of) => of.interface).toSorted()).toEqual(
    [...before.classes.values()].map((of) => of.interface).toSorted(),
  );
});

it('a member that is renamed is so in all classes of its devices, with the types named from it', () => {
  const lock = parseLock(printLock(renameMember(history(both), 'tango:Motor', 'mode', 'regime', 'camel')), 'lock');
  expect(Object.fromEntries(lock.ledger.members.get('tango:Motor') ?? [])).toEqual({ b: 'b', regime: 'mode' });
  expect(typesOf(lock)).toEqual({ AnyMotor: ' tango:Motor', Motor2Regime: 'Motor2 mode', MotorRegime: 'Motor mode' });
  expect(printLock(merge(lock, [both]).lock)).toBe(printLock(lock));
  const more = source([motor('m/1', { ...one, Mode: [r('Mode', { type: 'f64' })] })]);
  expect(merge(lock, [more]).lock.ledger.members.get('tango:Motor')?.get('mode')).toBe('Mode');
});

describe('prune', () => {
  it('removes devices that are gone and classes without one, and the names stay', () => {
    const without = history(both, source([motor('m/1', one)]));
    const { lock: text, devices, classes } = prune(without, 'camel');
    const lock = parseLock(printLock(text), 'lock');
    expect([devices, classes]).toEqual([[{ source: 'db', device: 'm/2' }], ['Motor2']]);
    expect(classesOf(lock)).toEqual({ 'm/1': 'Motor' });
    expect([...lock.classes.keys()]).toEqual(['Motor']);
    expect(lock.ledger).toEqual(without.ledger);
    expect(printLock(merge(lock, [source([motor('m/1', one)])]).lock)).toBe(printLock(lock));
    const { lock: after } = merge(lock, [source([motor('m/1', one), motor('m/3', three), motor('m/4', two)])]);
    expect(classesOf(after)).toEqual({ 'm/1': 'Motor', 'm/3': 'Motor3', 'm/4': 'Motor2' });
  });

  it('removes parts with what they were part of', () => {
    const { name, kind } = PANDA_FACILITY;
    const gone = history(PANDA_FACILITY, { name, kind, listed: [], described: [] });
    const { lock, classes } = prune(gone, 'camel');
    expect(classes).toEqual(['PandA', 'Pcap', 'Seq']);
    expect(lock.classes.size).toBe(0);
    expect(history(PANDA_FACILITY).classes).toEqual(merge(lock, [PANDA_FACILITY]).lock.classes);
  });

  it('makes an open class as small as is known of what is left, and the next pull makes it exact', () => {
    const some = pulledSource('db', 'tango', DYNAMIC_DEVICES.slice(0, 9));
    const { lock } = prune(history(DYNAMIC_FACILITY, some), 'camel');
    const after = parseLock(printLock(lock), 'lock');
    expect(after.ledger).toEqual(history(DYNAMIC_FACILITY).ledger);
    const open = after.classes.get('DynamicOpen');
    expect([...(open?.members.values() ?? [])].some(({ optional }) => optional === true)).toBe(false);
    expect([...(open?.members.keys() ?? [])]).not.toContain('only');
    // What those that are gone disagreed about is not known here.
    expect([...(open?.interfaces?.values() ?? [])]).toEqual([['home()', 'trigger']]);
    const seen = merge(after, [some]).lock;
    expect([...(seen.classes.get('DynamicOpen')?.interfaces?.values() ?? [])]).toEqual([[]]);
    expect(seen.sources.get('db')?.devices.get('d/dyn/09')?.seen).toBe(undefined);
  });

  it('of a facility that is all there changes nothing', () => {
    expect(prune(history(both), 'camel')).toMatchObject({ devices: [], classes: [], lock: history(both) });
  });
});
