import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ledger, Lock, LockClass, LockDevice } from '../../src/model/lock/lock.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';

const text = readFileSync(new URL('../fixtures/locks/dynamic.lock.json', import.meta.url), 'utf8');
const lock = parseLock(text, 'x');
const open = lock.classes.get('DynamicOpen') as LockClass;
const [first = '', second = ''] = open.interfaces?.keys() ?? [];

function withLedger(ledger: Partial<Ledger>): Lock {
  return { ...lock, ledger: { ...lock.ledger, ...ledger } };
}

function withClass(name: string, of: Partial<LockClass>): Lock {
  return { ...lock, classes: changed(lock.classes, name, { ...(lock.classes.get(name) as LockClass), ...of }) };
}

function withDevice(device: string, entry: LockDevice): Lock {
  const source = lock.sources.get('db');
  if (source === undefined) throw new Error('no source');
  return { ...lock, sources: new Map([['db', { ...source, devices: changed(source.devices, device, entry) }]]) };
}

function changed<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map([...map, [key, value]]);
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  expect(map.has(key)).toBe(true);
  return new Map([...map].filter(([each]) => each !== key));
}

/** A class that has what another has, named as it should be. */
function twin(): Lock {
  const of = lock.classes.get('Dynamic2') as LockClass;
  const ledger = {
    classes: changed(lock.ledger.classes, 'Dynamic9', { id: of.id, interfaces: [of.interface] }),
    files: changed(lock.ledger.files, 'dynamic9', 'Dynamic9'),
  };
  return { ...withLedger(ledger), classes: changed(lock.classes, 'Dynamic9', of) };
}

const { classes, files, members, types } = lock.ledger;
const ofDynamic = members.get('tango:Dynamic') as ReadonlyMap<string, string>;
const openNames = classes.get('DynamicOpen') as { id: string; interfaces: readonly string[]; open: true };

describe('a lock is refused, with the line, that has', () => {
  it.each([
    [
      'two files of one class',
      withLedger({ files: changed(files, 'other', 'Dynamic') }),
      /two files .* Dynamic/,
      '"other":',
    ],
    [
      'a file that no system takes',
      withLedger({ files: changed(without(files, 'dynamic'), 'aux', 'Dynamic') }),
      /"aux" is no file/,
      '"aux":',
    ],
    [
      'a file that others take for the same',
      withLedger({ files: changed(without(files, 'dynamic2'), 'Dynamic', 'Dynamic2') }),
      /"Dynamic" is no file/,
      '"Dynamic":"Dynamic2"',
    ],
    [
      'a file of no class',
      withLedger({ files: changed(files, 'other', 'Other') }),
      /other is the file of Other/,
      '"other":',
    ],
    [
      'two names for one type',
      withLedger({ types: changed(types, 'Other', ['', 'tango:Dynamic']) }),
      /two names to one type/,
      '"Other":',
    ],
    [
      'two names for one member',
      withLedger({ members: changed(members, 'tango:Dynamic', changed(ofDynamic, 'zoom', 'gain')) }),
      /two names to one member, gain/,
      '"zoom":',
    ],
    [
      'one name for a class and a type',
      withLedger({ types: changed(types, 'Dynamic2', ['x', 'y']) }),
      /both a class and a type/,
      '"Dynamic2":["x","y"]',
    ],
    [
      'a class that is named as a thing of the runtime',
      withLedger({ classes: changed(classes, 'SignalRW', openNames) }),
      /"SignalRW" is no name/,
      '"SignalRW":',
    ],
    [
      'two classes of one interface',
      twin(),
      /Dynamic2 and Dynamic9 are two names of one interface of tango:Dynamic/,
      '"Dynamic9":{"detail"',
    ],
    [
      'a label set without a name',
      withLedger({ types: without(types, 'DevState') }),
      /label set DevState is not in the ledger/,
      '"DevState":{',
    ],
    [
      'a class whose ledger knows another interface',
      withLedger({ classes: changed(classes, 'Dynamic3', { id: 'tango:Dynamic', interfaces: [first] }) }),
      /class Dynamic3 is not in the ledger/,
      '"Dynamic3":{"detail"',
    ],
    [
      'an open class that the ledger takes for another',
      withLedger({ classes: changed(classes, 'DynamicOpen', { id: openNames.id, interfaces: openNames.interfaces }) }),
      /class DynamicOpen is not in the ledger/,
      '"DynamicOpen":{"detail"',
    ],
    [
      'an open class with an interface that the ledger does not know',
      withLedger({
        classes: changed(classes, 'DynamicOpen', { ...openNames, interfaces: openNames.interfaces.slice(1) }),
      }),
      /class DynamicOpen is not in the ledger/,
      '"DynamicOpen":{"detail"',
    ],
    [
      'an optional member that all have',
      withClass('DynamicOpen', {
        interfaces: changed(
          new Map([...(open.interfaces ?? [])].map(([hash, keys]) => [hash, keys.filter((key) => key !== 'only')])),
          second,
          [],
        ),
      }),
      /only of DynamicOpen is optional/,
      '"only":',
    ],
    [
      'a member that all have and some lack',
      withClass('DynamicOpen', { interfaces: changed(open.interfaces ?? new Map(), first, ['gain']) }),
      /gain of DynamicOpen is not optional/,
      '"gain":',
    ],
    [
      'a device with an interface that its open class has not',
      withDevice('d/dyn/12', { class: 'DynamicOpen' }),
      /device d\/dyn\/12 of db has no interface that DynamicOpen has/,
      '"d/dyn/12":',
    ],
  ])('%s', (_, wrong, why, line) => {
    const printed = printLock(wrong);
    try {
      parseLock(printed, 'devgen.lock.json');
    } catch (error) {
      const { message, hint, code } = error as { message: string; hint: string; code: string };
      expect(code).toMatch(/^LOCK\.(NAMES|INVALID)$/);
      expect(message).toMatch(why);
      expect(printed.split('\n')[Number(/\(line (\d+)\)/.exec(message)?.[1]) - 1]?.startsWith(line)).toBe(true);
      expect(hint).toContain('git checkout --ours -- devgen.lock.json');
      return;
    }
    throw new Error('the lock was accepted');
  });
});

it('a type of a member without a name is refused', () => {
  const tango = readFileSync(new URL('../fixtures/locks/tango-test.lock.json', import.meta.url), 'utf8');
  const of = parseLock(tango, 'x');
  const printed = printLock({
    ...of,
    ledger: { ...of.ledger, types: without(of.ledger.types, 'TangoTestEnumScalar') },
  });
  expect(() => parseLock(printed, 'x')).toThrow(
    /the type of enum_scalar of TangoTest has no name in the ledger \(line \d+\)/,
  );
});
