import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { hostileLock } from '../render/hostile.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { source } from './motors.ts';
import { r } from './pulled-source.ts';

const text = readFileSync(new URL('../fixtures/locks/tango-test.lock.json', import.meta.url), 'utf8');

function refusal(changed: string): { code: string; message: string; hint: string } {
  expect(changed).not.toBe(text);
  try {
    parseLock(changed, 'devgen.lock.json');
  } catch (error) {
    return error as { code: string; message: string; hint: string };
  }
  throw new Error('the lock was accepted');
}

function hintFor(path: string): unknown {
  try {
    return parseLock('', join(process.cwd(), path));
  } catch (error) {
    return (error as { hint: string }).hint;
  }
}

it('hints at the lock by its path from the current folder, as git takes it', () => {
  expect(hintFor('generated/devices/devgen.lock.json')).toContain(
    '(git checkout -- generated/devices/devgen.lock.json)',
  );
  expect(hintFor('../my devices/devgen.lock.json')).toContain("(git checkout -- '../my devices/devgen.lock.json')");
});

describe('parseLock refuses', () => {
  it.each([
    ['an empty file', '', 'LOCK.TRUNCATED', /ends in the middle/],
    ['half a file', text.slice(0, text.length / 2), 'LOCK.TRUNCATED', /ends in the middle/],
    ['what is not JSON', text.replace('"format":1', '"format":one'), 'LOCK.SYNTAX', /is not JSON/],
    ['another JSON', '{ "name": "x" }', 'LOCK.INVALID', /no format number/],
    ['a list', '[{}]\n{}', 'LOCK.SYNTAX', /is not JSON/],
    ['a newer format', text.replace('"format":1', '"format":2'), 'LOCK.NEWER', /format 2, this devgen reads up to 1/],
    ['spaces', text.replace('"format":1', '"format": 1'), 'LOCK.NOT_CANONICAL', /from line \d+ on/],
    [
      'another order',
      text.replace(/("long64_scalar":.*\n)("pipe":.*\n)/, '$2$1'),
      'LOCK.NOT_CANONICAL',
      /from line \d+ on/,
    ],
    ['the marks of a merge', text.replace('"files":{', '<<<<<<< HEAD\n"files":{'), 'LOCK.CONFLICT', /line \d+/],
    [
      'both sides of a merge',
      text.replace('"init":"init()",', '"init":"init()",\n"init":"status",'),
      'LOCK.DUPLICATE',
      /"init" twice, the second at line \d+/,
    ],
    [
      'a class without members',
      text.replace(/"members":\{\n"ampli"/, '"parts":{\n"ampli"'),
      'LOCK.INVALID',
      /classes.TangoTest.members/,
    ],
    ['an unknown kind', text.replace('"kind":"w"', '"kind":"x"'), 'LOCK.INVALID', /unknown kind "x"/],
    [
      'a device of no class',
      text.replace('{"class":"TangoTest"}', '{"class":"Other"}'),
      'LOCK.INVALID',
      /is of the class Other/,
    ],
    [
      'a member that another made',
      text.replace('"source":"wave","type":"i16"', '"source":"wave","type":"i32"'),
      'LOCK.HASH',
      /TangoTest/,
    ],
    [
      'one name for two members',
      text.replace('"wave":"wave"', '"wave":"status"'),
      'LOCK.NAMES',
      /two names to one member/,
    ],
    [
      'a class without a name',
      text.replace('"tango-test":"TangoTest"', '"tango-test":"Other"'),
      'LOCK.NAMES',
      /TangoTest is not in the ledger/,
    ],
    [
      'a name that is code',
      text.replaceAll('TangoTestEnumScalar', 'X;evil()'),
      'LOCK.NAMES',
      /"X;evil\(\)" is no name/,
    ],
    [
      'a member name that is code',
      text.replace('"wave":"wave"\n', '"wave;evil()":"wave"\n'),
      'LOCK.NAMES',
      /"wave;evil\(\)" is no name/,
    ],
    [
      'a member name that an object has already',
      text.replace('"wave":"wave"\n', '"valueOf":"wave"\n'),
      'LOCK.NAMES',
      /"valueOf" is no name/,
    ],
  ])('%s', (_, changed, code, message) => {
    const error = refusal(changed);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^devgen\.lock\.json: /);
    expect(error.hint).not.toBe('');
  });
});

describe('parseLock accepts', () => {
  it('the line ends of a Windows checkout', () => {
    expect(parseLock(text.replaceAll('\n', '\r\n'), 'x')).toEqual(parseLock(text, 'x'));
  });

  it('a lock whose every text is hostile, and gives it back byte by byte', () => {
    const printed = printLock(hostileLock());
    const lock = parseLock(printed, 'x');
    expect(printLock(lock)).toBe(printed);
    expect(lock.classes.get('Device_')?.members.has('__proto__')).toBe(true);
  });

  it('names that an object puts before all others, in the order of the text', () => {
    const members = Object.fromEntries(
      ['9', '10', '001', '-'].map((name) => [name, [r(name, { type: 'f64' })] as const]),
    );
    const { lock } = merge(undefined, [source([{ device: '1', id: 'tango:X', members }])]);
    for (const of of [lock, parseLock(printLock(lock), 'x')])
      expect([...(of.classes.get('X')?.members.keys() ?? [])]).toEqual(['-', '001', '10', '9']);
  });

  it('limits of 64 bits, exactly', () => {
    const member = parseLock(text, 'x').classes.get('TangoTest')?.members.get('long64_scalar');
    expect(member?.meta.limits?.control?.low).toBe(-9007199254740993n);
  });
});
