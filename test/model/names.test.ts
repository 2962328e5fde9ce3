import { describe, expect, it } from 'vitest';
import { memberName, nameMembers, type Nameless } from '../../src/model/names/member-name.ts';
import { fileStem, typeName } from '../../src/model/names/type-name.ts';
import { isIdentifier } from '../../src/model/names/letters.ts';
import { HOSTILE_NAMES } from '../render/hostile.ts';

function nameless(source: string, command = false): Nameless {
  return { key: command ? `${source}()` : source, source, command };
}

describe('memberName', () => {
  it.each([
    ['double_scalar', 'doubleScalar'],
    ['HVEnable', 'hvEnable'],
    ['001', '_001'],
    ['a-b', 'aB'],
    ['long64_scalar_ro', 'long64ScalarRo'],
    ['DevVarLongStringArray', 'devVarLongStringArray'],
    ['OUTA1', 'outa1'],
    ['State', 'state'],
    ['name', 'name'],
    ['connect', 'connect'],
    ['class', 'class'],
    ['Température', 'température'],
    ['then', 'then_'],
    ['toString', 'toString_'],
    ['constructor', 'constructor_'],
    ['__proto__', '__proto___'],
    ['$connect', '$connect_'],
    ['', '_'],
    ['°', '_'],
  ])('%s is %s', (wire, name) => {
    expect(memberName(wire, 'camel')).toBe(name);
  });

  it.each([
    ['double_scalar', 'double_scalar'],
    ['HVEnable', 'HVEnable'],
    ['a-b', 'a_b_'],
    ['then', 'then_'],
    ['001', '_001'],
  ])('%s stays %s with `naming: wire`', (wire, name) => {
    expect(memberName(wire, 'wire')).toBe(name);
  });

  it.each(HOSTILE_NAMES)('%j becomes an identifier that a class can have', (wire) => {
    const name = memberName(wire, 'camel');
    expect(isIdentifier(name)).toBe(true);
    expect(name in Object.prototype || name === 'then').toBe(false);
    expect(name.startsWith('$') && !name.endsWith('_')).toBe(false);
  });
});

describe('nameMembers', () => {
  const none: ReadonlyMap<string, string> = new Map();

  it('gives a command that is named like an attribute another name', () => {
    const names = nameMembers(
      [nameless('Temp'), nameless('Temp', true), nameless('$x'), nameless('$x', true)],
      none,
      'camel',
    );
    expect(Object.fromEntries(names)).toEqual({ temp: 'Temp', tempCommand: 'Temp()', $x_: '$x', $xCommand_: '$x()' });
  });

  it('names the same in whatever order they come', () => {
    const members = ['a-b', 'a_b', 'aB', 'a b', 'ab'].map((source) => nameless(source));
    const one = nameMembers(members, none, 'camel');
    const other = nameMembers(members.toReversed(), none, 'camel');
    expect(Object.fromEntries(one)).toEqual({ aB: 'a b', aB2: 'a-b', aB3: 'aB', aB4: 'a_b', ab: 'ab' });
    expect(new Map([...other].toSorted())).toEqual(new Map([...one].toSorted()));
  });

  it('leaves every name as it is when a newcomer would sort before it', () => {
    const given = nameMembers([nameless('a_b'), nameless('Temp', true)], none, 'camel');
    const names = nameMembers(
      [nameless('a-b'), nameless('a_b'), nameless('Temp'), nameless('Temp', true)],
      given,
      'camel',
    );
    expect(Object.fromEntries(names)).toEqual({ aB: 'a_b', temp: 'Temp()', aB2: 'a-b', temp2: 'Temp' });
  });

  it('keeps the name of a member that is gone', () => {
    const names = nameMembers([nameless('a-b')], new Map([['aB', 'a_b']]), 'camel');
    expect(names.get('aB')).toBe('a_b');
    expect(names.get('aB2')).toBe('a-b');
  });
});

describe('typeName and fileStem', () => {
  it.each([
    ['TangoTest', 'TangoTest', 'tango-test'],
    ['my_dev', 'MyDev', 'my-dev'],
    ['SEQ', 'Seq', 'seq'],
    ['HVSupply', 'HVSupply', 'hv-supply'],
    ['Device', 'Device_', 'device'],
    ['Promise', 'Promise_', 'promise'],
    ['Aux', 'Aux', 'aux_'],
    ['Registry', 'Registry_', 'registry_'],
    ['Labels', 'Labels', 'labels_'],
    ['001', '_001', '001'],
    ['*/ evil', 'Evil', 'evil'],
    ['Ä', 'Ä', 'class'],
  ])('%s is the class %s in %s', (wire, name, stem) => {
    expect(typeName(wire)).toBe(name);
    expect(fileStem(name, () => false)).toBe(stem);
  });

  it('gives a file no name that Windows keeps for itself, nor one that is too long', () => {
    expect(fileStem('Com\u00f6', (stem) => stem === 'com')).toBe('com2_');
    expect(fileStem(`X${'x'.repeat(300)}`, () => false)).toHaveLength(100);
  });
});
