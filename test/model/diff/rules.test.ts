import type { DeviceSpec, MemberSpec, Meta } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { rules, type Rule } from '../../../src/model/diff/rules.ts';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { command, type Facts, r, rw, specOfFacts } from '../pulled-source.ts';
import { db, device, diffOf, locked, told, withClassName, withDevice, withMember } from './locks.ts';

const speed: Facts = { speed: [rw('Speed', { type: 'f64' })] };
const more: Facts = { ...speed, extra: [r('Extra', { type: 'i32' })] };
const seq = (members: Facts = speed): DeviceSpec => specOfFacts('tango:Seq', members);
const one = (member: MemberSpec, meta?: Meta): Lock =>
  locked(db(device('m/1', { [member.kind === 'command' ? 'x()' : 'x']: [member, meta ?? {}] })));
const mode = (...labels: readonly string[]): Lock => one(rw('X', { type: 'enum', labels }));
const table = (...fields: readonly (readonly [name: string, units?: string])[]): Lock =>
  one(
    rw('X', {
      type: 'table',
      fields: fields.map(([name, units]) => ({ name, type: 'f64[]', ...(units === undefined ? {} : { units }) })),
    }),
  );
const vector = (...keys: readonly number[]): Lock => one({ kind: 'vector', source: 'X', keys, of: seq() });
const optional = (lock: Lock): Lock => withMember(lock, 'Motor', 'x', (member) => ({ ...member, optional: true }));
const number = one(rw('X', { type: 'f64' }));
const maybe = optional(number);
const two = locked(db(device('m/1', speed), device('m/2', speed)));

type Row = `${Rule} ${'breaking' | 'compatible'}`;
type Example = readonly [what: string, before: Lock, after: Lock, at?: string];

/** For each row of the table what it is about; several where one would not show all of it. */
const examples: Readonly<Partial<Record<Row, readonly Example[]>>> = {
  'MEMBER_MISSING breaking': [
    ['a member less', locked(db(device('m/1', more))), locked(db(device('m/1', speed))), 'Motor.extra'],
    ['another name', number, locked(db(device('m/1', { y: [rw('Y', { type: 'f64' })] }))), 'Motor.x'],
    [
      'a member of a block',
      one({ kind: 'block', source: 'X', of: seq(more) }),
      one({ kind: 'block', source: 'X', of: seq() }),
      'Motor.x.extra',
    ],
    [
      'a member of the elements of a vector',
      one({ kind: 'vector', source: 'X', keys: [1, 2], of: seq(more) }),
      vector(1, 2),
      'Motor.x.*.extra',
    ],
  ],
  'MEMBER_ABSENT compatible': [
    ['an optional member less', maybe, locked(db(device('m/1', { y: [rw('Y', { type: 'f64' })] }))), 'Motor.x'],
  ],
  'MEMBER_EXTRA compatible': [
    ['a member more', locked(db(device('m/1', speed))), locked(db(device('m/1', more))), 'Motor.Extra'],
    [
      'a command more',
      one(command('X')),
      locked(db(device('m/1', { 'x()': [command('X')], ...speed }))),
      'Motor.Speed',
    ],
  ],
  'MEMBER_KIND breaking': [
    ['rw becomes r', number, one(r('X', { type: 'f64' }))],
    ['rw becomes w', number, one({ kind: 'w', source: 'X', type: 'f64' })],
    ['r becomes w', one(r('X', { type: 'f64' })), one({ kind: 'w', source: 'X', type: 'f64' })],
    ['a signal becomes a command', number, one(command('X'))],
    ['a command becomes a signal', one(command('X')), number],
    ['a block becomes a vector', one({ kind: 'block', source: 'X', of: seq() }), vector(1)],
  ],
  'MEMBER_KIND compatible': [
    ['r becomes rw', one(r('X', { type: 'f64' })), number],
    ['w becomes rw', one({ kind: 'w', source: 'X', type: 'f64' }), number],
  ],
  'MEMBER_WRITE breaking': [
    [
      'another address to write to',
      one({ ...rw('X', { type: 'f64' }), write: 'A' }),
      one({ ...rw('X', { type: 'f64' }), write: 'B' }),
    ],
  ],
  'MEMBER_TYPE breaking': [
    ['another type', number, one(rw('X', { type: 'str' }))],
    ['a number of another size', number, one(rw('X', { type: 'f32' }))],
    ['what was an enum is a number', mode('Off', 'On'), one(rw('X', { type: 'i16' }))],
    ['what had a type has none', number, one(rw('X', { type: 'any' }))],
    ['another argument', one(command('X', { in: 'f64' })), one(command('X', { in: 'i32' }))],
    ['an argument less', one(command('X', { in: 'f64' })), one(command('X'))],
    ['a result more', one(command('X')), one(command('X', { out: 'f64' }))],
    [
      'another column',
      one(rw('X', { type: 'table', fields: [{ name: 'a', type: 'f64[]' }] })),
      one(rw('X', { type: 'table', fields: [{ name: 'a', type: 'i32[]' }] })),
    ],
  ],
  'MEMBER_TYPE compatible': [
    ['what had no type has one', one(rw('X', { type: 'any' })), number],
    ['a result that had no type has one', one(command('X', { out: 'any' })), one(command('X', { out: 'f64' }))],
  ],
  'MEMBER_SHAPE breaking': [
    ['a scalar becomes a spectrum', number, one(rw('X', { type: 'f64[]' }))],
    ['a spectrum becomes an image', one(rw('X', { type: 'f64[]' })), one(rw('X', { type: 'f64[][]' }))],
    ['the argument of a command', one(command('X', { in: 'f64' })), one(command('X', { in: 'f64[]' }))],
  ],
  'MEMBER_OPTIONAL breaking': [['always there, now optional', number, maybe]],
  'MEMBER_OPTIONAL compatible': [['optional, now always there', maybe, number]],
  'MEMBER_RENAMED breaking': [
    [
      'another name in the ledger',
      number,
      { ...number, ledger: { ...number.ledger, members: new Map([['tango:Motor', new Map([['position', 'x']])]]) } },
    ],
  ],
  'ENUM_LABELS breaking': [
    ['a label less', mode('Off', 'On', 'Fault'), mode('Off', 'On')],
    ['a label less in front', mode('Off', 'On', 'Fault'), mode('On', 'Fault')],
    ['another order', mode('Off', 'On'), mode('On', 'Off')],
    ['a label in front', mode('Off', 'On'), mode('Init', 'Off', 'On')],
    ['other words', mode('Off', 'On'), mode('Off', 'Running')],
  ],
  'ENUM_LABEL_ADDED compatible': [['a label behind', mode('Off', 'On'), mode('Off', 'On', 'Fault')]],
  'FIELDS breaking': [
    ['a column less', table(['a'], ['b']), table(['a'])],
    ['a column more', table(['a']), table(['a'], ['b'])],
    ['columns in another order', table(['a'], ['b']), table(['b'], ['a'])],
  ],
  'VECTOR_KEYS breaking': [
    ['a key less', vector(1, 2), vector(1)],
    ['other keys', vector(1, 2), vector(2, 3)],
  ],
  'VECTOR_KEYS compatible': [['a key more', vector(1, 2), vector(1, 2, 3)]],
  'UNITS compatible': [
    ['another unit', one(rw('X', { type: 'f64' }), { units: 'V' }), one(rw('X', { type: 'f64' }), { units: 'mV' })],
    ['no unit any more', one(rw('X', { type: 'f64' }), { units: 'V' }), number],
    ['another unit of a column', table(['a', 's']), table(['a', 'ms'])],
  ],
  'DETAIL compatible': [
    ['a first unit', number, one(rw('X', { type: 'f64' }), { units: 'V' })],
    ['a first unit of a column', table(['a']), table(['a', 'ms'])],
    ['a description', number, one(rw('X', { type: 'f64' }), { description: 'how fast' })],
    [
      'limits',
      one(rw('X', { type: 'f64' }), { limits: { control: { low: -10, high: 10 } } }),
      one(rw('X', { type: 'f64' }), { limits: { control: { high: 3 } } }),
    ],
    ['a label for people', number, one(rw('X', { type: 'f64' }), { label: 'Speed' })],
    ['another case on the wire', number, one(rw('x', { type: 'f64' }))],
    ['a largest extent', number, one(rw('X', { type: 'f64' }), { maxShape: [3] })],
    ['labels that cannot be told apart', mode('', ''), mode('', 'a', 'a')],
  ],
  'CLASS_ADDED compatible': [
    ['the first device of a class', two, locked(db(device('m/1', speed), device('m/2', speed), device('m/3', more)))],
  ],
  'CLASS_REMOVED breaking': [
    [
      'pruned',
      locked(db(device('m/1', speed), device('m/2', more))),
      { ...two, classes: new Map([['Motor', two.classes.get('Motor')!]]) },
      'Motor2',
    ],
  ],
  'CLASS_RENAMED breaking': [['by devgen rename', two, withClassName(two, 'Motor', 'Axis'), 'Motor']],
  'CLASS_RETIRED compatible': [
    [
      'by its only device',
      locked(db(device('m/1', speed), device('m/2', more))),
      locked(db(device('m/1', speed), device('m/2', more)), db(device('m/1', speed), device('m/2', speed))),
      'Motor2',
    ],
  ],
  'CLASS_REVIVED compatible': [
    [
      'by the interface that it had',
      locked(db(device('m/1', speed), device('m/2', more)), db(device('m/1', speed), device('m/2', speed))),
      locked(db(device('m/1', speed), device('m/2', more))),
      'Motor2',
    ],
  ],
  'DEVICE_ADDED compatible': [['of a known class', locked(db(device('m/1', speed))), two]],
  'DEVICE_GONE breaking': [['marked in the lock', two, withDevice(two, 'm/2', (entry) => ({ ...entry, gone: true }))]],
  'DEVICE_REMOVED breaking': [['present before', two, withDevice(two, 'm/2', () => undefined)]],
  'DEVICE_REMOVED compatible': [
    [
      'after it was gone',
      withDevice(two, 'm/2', (entry) => ({ ...entry, gone: true })),
      withDevice(two, 'm/2', () => undefined),
    ],
  ],
  'DEVICE_RETURNED compatible': [['gone before', withDevice(two, 'm/2', (entry) => ({ ...entry, gone: true })), two]],
  'DEVICE_MOVED breaking': [
    [
      'to a class that lacks a member',
      locked(db(device('m/1', more), device('m/2', more))),
      locked(db(device('m/1', more), device('m/2', more)), db(device('m/1', more), device('m/2', speed))),
      'Motor',
    ],
  ],
  'DEVICE_MOVED compatible': [
    [
      'to a class that has one more',
      two,
      locked(db(device('m/1', speed), device('m/2', speed)), db(device('m/1', speed), device('m/2', more))),
    ],
  ],
  'DEVICE_ALIAS breaking': [
    [
      'another',
      locked(db(device('m/1', speed, { alias: 'axis' }))),
      locked(db(device('m/1', speed, { alias: 'theta' }))),
    ],
    ['none any more', locked(db(device('m/1', speed, { alias: 'axis' }))), locked(db(device('m/1', speed)))],
  ],
  'DEVICE_ALIAS compatible': [
    ['the first', locked(db(device('m/1', speed))), locked(db(device('m/1', speed, { alias: 'axis' })))],
  ],
};

const rows = Object.entries(rules).flatMap(([rule, meanings]) =>
  Object.keys(meanings).map((severity) => `${rule} ${severity}` as Row),
);

describe('the table of rules', () => {
  it('has an example for each row', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(Object.keys(examples).toSorted()).toEqual(rows.toSorted());
  });

  it('says in one line what each means', () => {
    const meanings = Object.values(rules).flatMap((of) => Object.values(of));
    expect(meanings).toHaveLength(rows.length);
    for (const text of meanings) expect(text).toMatch(/^[^\n|]{10,140}[^.\n|]$/);
  });
});

describe.each(rows)('%s', (row) => {
  const all = (examples[row] ?? []).map(([what, before, after, at = '']) => [what, before, after, at] as const);
  it.each(all)('%s', (_, before, after, at) => {
    const lines = told(diffOf(before, after).differences);
    const wanted = `${row} ${at}`.trimEnd();
    expect(lines.filter((line) => line.startsWith(wanted))).toHaveLength(1);
    // The graver half of the rule is not told of the same thing.
    const [rule, severity] = row.split(' ');
    const other = severity === 'breaking' ? 'compatible' : 'breaking';
    expect(lines.filter((line) => line.startsWith(`${rule} ${other}`))).toEqual([]);
    expect(diffOf(before, before).differences).toEqual([]);
  });
});
