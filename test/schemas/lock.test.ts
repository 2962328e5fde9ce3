import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { hostileLock } from '../render/hostile.ts';
import { definitionKeys, lockKeys, types } from './lock-keys.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Shape {
  readonly properties: object;
  readonly required?: readonly string[];
}

const schema: Shape & { readonly $defs: Readonly<Record<string, Shape & { readonly enum?: readonly string[] }>> } =
  JSON.parse(read('schemas/lock.schema.json'));
const ajv = new Ajv2020({ strict: true });
const validate = ajv.compile(schema);

const fixtures = readdirSync(new URL('test/fixtures/locks/', root)).map((name) => `test/fixtures/locks/${name}`);
const locks = [...fixtures, 'generated/facility/devgen.lock.json'];

it('sees the locks', () => expect(locks.length).toBeGreaterThanOrEqual(5));

it.each(locks)('accepts %s', (path) => {
  expect(validate(JSON.parse(read(path))), ajv.errorsText(validate.errors)).toBe(true);
});

it('accepts a lock whose every text is hostile', () => {
  expect(validate(JSON.parse(printLock(hostileLock()))), ajv.errorsText(validate.errors)).toBe(true);
});

const tango = read('test/fixtures/locks/tango-test.lock.json');
const panda = read('test/fixtures/locks/panda.lock.json');

/** The error code of `parseLock`, and what the schema says. */
function verdicts(text: string): readonly [code: string, accepted: boolean] {
  const accepted = validate(JSON.parse(text));
  try {
    parseLock(text, 'devgen.lock.json');
  } catch (error) {
    return [(error as { code: string }).code, accepted];
  }
  return ['accepted', accepted];
}

/** The lock with another value at a path; without one where it is `undefined`. */
function changed(text: string, path: readonly string[], value: unknown): string {
  const lock: unknown = JSON.parse(text);
  let at = lock as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  expect(Object.hasOwn(at, last)).toBe(true);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return JSON.stringify(lock);
}

const tangoClass = ['classes', 'TangoTest'];
const tangoMember = [...tangoClass, 'members', 'ampli'];
const device = ['sources', 'db', 'devices', 'sys/tg_test/1'];
const labelSet = ['labels', 'DevState'];
const ledger = ['ledger'];
const ledgerClass = ['ledger', 'classes', 'TangoTest'];

describe('the schema refuses, as parseLock does,', () => {
  it.each([
    [tango, ['format'], [undefined, '1', null]],
    [tango, ['sources'], [undefined, [], 'db', null]],
    [tango, ['sources', 'db'], [[], null, 'tango']],
    [tango, ['sources', 'db', 'kind'], [undefined, 1]],
    [tango, ['sources', 'db', 'devices'], [undefined, [], null]],
    [tango, device, [null, 'TangoTest', []]],
    [tango, [...device, 'class'], [undefined, null, {}]],
    [tango, [...device, 'details'], [null, [], 'V']],
    [tango, [...device, 'details', 'ampli'], [null, [], 'V']],
    [tango, ['classes'], [undefined, [], null]],
    [tango, tangoClass, [null, []]],
    [tango, [...tangoClass, 'id'], [undefined, 1]],
    [tango, [...tangoClass, 'interface'], [undefined, 1]],
    [tango, [...tangoClass, 'detail'], [undefined, 1]],
    [tango, [...tangoClass, 'members'], [undefined, [], null]],
    [tango, tangoMember, [null, 'rw', []]],
    [tango, [...tangoMember, 'source'], [undefined, 1]],
    [tango, [...tangoMember, 'kind'], [undefined, 'x', 'signal']],
    [tango, [...tangoMember, 'meta'], [[], 'V']],
    [panda, ['classes', 'PandA', 'members', 'PCAP', 'of'], [1, null]],
    [panda, ['classes', 'PandA', 'members', 'SEQ', 'keys'], [1, {}, null]],
    [tango, ['labels'], [undefined, []]],
    [tango, labelSet, [null, ['ON']]],
    [tango, [...labelSet, 'id'], [undefined, 1]],
    [tango, [...labelSet, 'labels'], [undefined, 'ON', {}]],
    [tango, ledger, [undefined, [], null]],
    [tango, [...ledger, 'classes'], [undefined, []]],
    [tango, ledgerClass, [null, []]],
    [tango, [...ledgerClass, 'id'], [undefined, 1]],
    [tango, [...ledgerClass, 'interfaces'], [undefined, {}]],
    [tango, [...ledger, 'files'], [undefined, []]],
    [tango, [...ledger, 'files', 'tango-test'], [1, null]],
    [tango, [...ledger, 'members'], [undefined, []]],
    [tango, [...ledger, 'members', 'tango:TangoTest'], [null, []]],
    [tango, [...ledger, 'members', 'tango:TangoTest', 'wave'], [1, null]],
    [tango, [...ledger, 'types'], [undefined, []]],
    [tango, [...ledger, 'types', 'DevState'], ['tango:DevState', [1]]],
  ])('in %#, another value or none at %j', (text, path, values) => {
    for (const value of values)
      expect([value, ...verdicts(changed(text, path, value))]).toEqual([value, 'LOCK.INVALID', false]);
  });

  it.each([
    ['a newer format', '"format":1', '"format":2', 'LOCK.NEWER'],
    ['an unknown key', '"format":1', '"extra":{},\n"format":1', 'LOCK.NOT_CANONICAL'],
    ['an unknown key of the ledger', '"ledger":{\n', '"ledger":{\n"aliases":{},\n', 'LOCK.NOT_CANONICAL'],
    ['details of nothing', '"rw","source":"boolean', '"rw","meta":{},"source":"boolean', 'LOCK.NOT_CANONICAL'],
    ['a name that is code', '"wave":"wave"\n', '"wave;evil()":"wave"\n', 'LOCK.NAMES'],
    ['a type name that is code', '"TangoTestEnumScalar":', '"X;evil()":', 'LOCK.NAMES'],
    ['a file elsewhere', '"tango-test":"TangoTest"', '"../tango-test":"TangoTest"', 'LOCK.NAMES'],
  ])('%s', (_, from, to, code) => {
    const text = tango.replace(from, to);
    expect(text).not.toBe(tango);
    expect(verdicts(text)).toEqual([code, false]);
  });
});

it.each([
  ['a class', tangoClass],
  ['a member', tangoMember],
  ['what a member says', [...tangoMember, 'meta']],
  ['an argument', [...tangoClass, 'members', 'devdouble()', 'in']],
  ['a source', ['sources', 'db']],
  ['a device', device],
  ['what a device says otherwise', [...device, 'details', 'ampli']],
  ['a label set', labelSet],
  ['a class of the ledger', ledgerClass],
])('refuses a key that no devgen writes of %s', (_, path) => {
  const value = path.reduce((at: unknown, key) => (at as Record<string, unknown>)[key], JSON.parse(tango));
  expect(validate(JSON.parse(changed(tango, path, { ...(value as object), extra: 1 })))).toBe(false);
});

describe('the schema and the model name the same keys of', () => {
  it.each(Object.entries(definitionKeys))('%s', (name, keys) => expect(keysOf(schema.$defs[name])).toEqual(keys));

  it('the whole', () => expect(keysOf(schema)).toEqual({ ...lockKeys, format: 'required' }));
});

function keysOf(shape: Shape | undefined): Readonly<Record<string, string>> {
  const { properties, required = [] } = shape ?? { properties: {} };
  return Object.fromEntries(
    Object.keys(properties).map((key) => [key, required.includes(key) ? 'required' : 'optional']),
  );
}

it('the schema and the model name the same types', () => {
  expect(schema.$defs['type']?.enum?.toSorted()).toEqual(types.toSorted());
});
