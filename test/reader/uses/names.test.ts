import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { renameClass } from '../../../src/model/merge/rename-class.ts';
import { renameMember } from '../../../src/model/merge/rename-member.ts';
import { db, device, locked, withDevice, withMember } from '../../model/diff/locks.ts';
import { command, type Facts, r, rw, specOfFacts } from '../../model/pulled-source.ts';
import { Searched } from './searched.ts';

const mode = (...labels: readonly string[]): Facts => ({ mode: [rw('Mode', { type: 'enum', labels })] });
const motor = (members: Facts, more: Facts = {}): Lock =>
  locked(
    db(
      device('m/1', members, { alias: 'slit' }),
      device('s/1', { ...mode('Idle', 'Busy', 'Fault'), ...more }, { id: 'tango:Sensor' }),
    ),
  );
const labelled = motor(mode('Idle', 'Busy', 'Fault'));
const number = motor({ mode: [rw('Mode', { type: 'f64' })] });
const table = (...names: readonly string[]): Lock =>
  motor({ t: [rw('T', { type: 'table', fields: names.map((name) => ({ name, type: 'f64[]' })) })] });
const blocks = (members: Facts, ...keys: readonly number[]): Lock =>
  motor({ x: [{ kind: 'vector', source: 'X', keys, of: specOfFacts('tango:Seq', members) }] });
const inner: Facts = { a: [r('A', { type: 'f64' })], b: [r('B', { type: 'f64' })] };

const importing =
  "import { Motor, MotorMode } from '@bl01/devices/motor';\nimport { Sensor } from '@bl01/devices/sensor';\n";
const tg = 'declare const tg: Motor;\n';
const labelGone = 'Motor.mode Idle label removed';
const labels = 'Motor.mode MotorMode labels Idle, Busy, Fault -> Busy, Fault';

interface Example {
  readonly before: Lock;
  readonly after: Lock;
  readonly code: string;
  /** Lines of the code, each with what it is told to hold. */
  readonly told: readonly (readonly [line: string, what: string])[];
}

const lessIdle = { before: labelled, after: motor(mode('Busy', 'Fault')) };

const examples: Readonly<Record<string, Example>> = {
  'a label that is gone, wherever one of its set is expected': {
    ...lessIdle,
    code: `${importing}${tg}
await tg.mode.set('Idle');
if ((await tg.mode.get()) === 'Idle') tg;
switch (await tg.mode.get()) {
  case 'Idle': break;
  case 'Busy': break;
}
const initial: MotorMode = 'Idle';
const words = { Idle: 1, Busy: 2, Fault: 3 } satisfies Record<MotorMode, number>;
const wanted = 'Idle';
tg.mode.set(wanted);
type Rest = Exclude<MotorMode, 'Idle'>;
declare const by: Record<MotorMode, number>;
MotorMode.map((label) => label);
by.Idle;
new Sensor('s/9').mode.set('Idle');
const idle = { Idle: 1 };
const other: string = 'Idle';`,
    told: [
      ["await tg.mode.set('Idle');", labelGone],
      ["if ((await tg.mode.get()) === 'Idle') tg;", labelGone],
      ["case 'Idle': break;", labelGone],
      ["const initial: MotorMode = 'Idle';", labelGone],
      ['const words = { Idle: 1, Busy: 2, Fault: 3 } satisfies Record<MotorMode, number>;', labelGone],
      ['tg.mode.set(wanted);', labelGone],
      ["type Rest = Exclude<MotorMode, 'Idle'>;", labelGone],
      ['MotorMode.map((label) => label);', labels],
      ['by.Idle;', labelGone],
    ],
  },
  'labels in another order: who counts on it': {
    before: labelled,
    after: motor(mode('Busy', 'Idle', 'Fault')),
    code: `${importing}${tg}tg.mode.set('Idle');\ntg.mode.set(MotorMode[0]);`,
    told: [['tg.mode.set(MotorMode[0]);', 'Motor.mode MotorMode labels Idle, Busy, Fault -> Busy, Idle, Fault']],
  },
  'another type, with the constant of the labels': {
    before: labelled,
    after: number,
    code: `${importing}${tg}tg.mode.set(MotorMode[0]);`,
    told: [
      ["import { Motor, MotorMode } from '@bl01/devices/motor';", 'Motor.mode MotorMode its member type enum -> f64'],
      ['tg.mode.set(MotorMode[0]);', 'Motor.mode type enum -> f64'],
      ['tg.mode.set(MotorMode[0]);', 'Motor.mode MotorMode its member type enum -> f64'],
    ],
  },
  'rw that becomes r': {
    before: number,
    after: motor({ mode: [r('Mode', { type: 'f64' })] }),
    code: `${importing}${tg}tg.mode.set(1);`,
    told: [['tg.mode.set(1);', 'Motor.mode type rw -> r']],
  },
  'another argument of a command': {
    before: motor({ 'go()': [command('Go', { in: 'f64' })] }),
    after: motor({ 'go()': [command('Go', { in: 'str' })] }),
    code: `${importing}${tg}tg.go(1);`,
    told: [['tg.go(1);', 'Motor.go type in f64 -> in str']],
  },
  'a member that may be absent': {
    before: number,
    after: withMember(number, 'Motor', 'mode', (member) => ({ ...member, optional: true })),
    code: `${importing}${tg}tg.mode.set(1);`,
    told: [['tg.mode.set(1);', 'Motor.mode may be undefined']],
  },
  'a member with another name': {
    before: number,
    after: renameMember(number, 'tango:Motor', 'mode', 'state_', 'camel'),
    code: `${importing}${tg}tg.mode.set(1);`,
    told: [['tg.mode.set(1);', 'Motor.mode renamed to state_']],
  },
  'a class with another name': {
    before: labelled,
    after: renameClass(labelled, 'Motor', 'Axis', 'camel'),
    code: `import { Motor as M, MotorMode } from '@bl01/devices/motor';
import * as all from '@bl01/devices/motor';
export { Motor } from '@bl01/devices/motor';
class Mine extends M {}
new all.Motor('m/9');
const A: typeof import('@bl01/devices/motor') = await import('@bl01/devices/motor');
new A.Motor('m/9').mode.set(MotorMode[1]);`,
    told: [
      ["import { Motor as M, MotorMode } from '@bl01/devices/motor';", 'Motor class renamed to Axis'],
      ["import { Motor as M, MotorMode } from '@bl01/devices/motor';", 'MotorMode class renamed to Axis'],
      ["export { Motor } from '@bl01/devices/motor';", 'Motor class renamed to Axis'],
      ['class Mine extends M {}', 'Motor class renamed to Axis'],
      ["new all.Motor('m/9');", 'Motor class renamed to Axis'],
      ["new A.Motor('m/9').mode.set(MotorMode[1]);", 'Motor class renamed to Axis'],
      ["new A.Motor('m/9').mode.set(MotorMode[1]);", 'MotorMode class renamed to Axis'],
    ],
  },
  'a class that is gone': {
    before: labelled,
    after: locked(db(device('s/1', mode('Idle', 'Busy', 'Fault'), { id: 'tango:Sensor' }))),
    code: "import type { Motor } from '@bl01/devices/motor';\nfunction go(tg: Motor) { tg.mode; }",
    told: [
      ["import type { Motor } from '@bl01/devices/motor';", 'Motor class gone'],
      ['function go(tg: Motor) { tg.mode; }', 'Motor class gone'],
    ],
  },
  'a column that is gone': {
    before: table('a', 'b'),
    after: table('a'),
    code: `import { Motor } from '@bl01/devices/motor';\n${tg}const { b } = await tg.t.get();\n(await tg.t.get()).a;`,
    told: [
      ['const { b } = await tg.t.get();', 'Motor.t b removed'],
      ['const { b } = await tg.t.get();', 'Motor.t fields a, b -> a'],
      ['(await tg.t.get()).a;', 'Motor.t fields a, b -> a'],
    ],
  },
  'a part of a block, and a key of a vector': {
    before: blocks(inner, 1, 2),
    after: blocks({ a: inner['a']! }, 1),
    code: `import { Motor } from '@bl01/devices/motor';\n${tg}tg.x.at(1)!.b;\ntg.x.at(1)!.a;`,
    told: [
      ['tg.x.at(1)!.b;', 'Motor.x keys 1, 2 -> 1'],
      ['tg.x.at(1)!.b;', 'Motor.x.*.b removed'],
      ['tg.x.at(1)!.a;', 'Motor.x keys 1, 2 -> 1'],
    ],
  },
  'a device that is gone, by its names': {
    before: labelled,
    after: withDevice(labelled, 'm/1', (entry) => ({ ...entry, gone: true })),
    code: `${importing}new Motor('M/1');
new Motor('tango://db:10000/m/1');
new Motor('slit');
const word = 'slit';
const names = ['m/1', 'm/10'];`,
    told: [
      ["new Motor('M/1');", 'm/1 device gone'],
      ["new Motor('tango://db:10000/m/1');", 'm/1 device gone'],
      ["new Motor('slit');", 'slit device gone'],
      ["const names = ['m/1', 'm/10'];", 'm/1 device gone'],
    ],
  },
};

describe('what became of a name', () => {
  const made: Searched[] = [];
  afterAll(() => Promise.all(made.map((each) => each.remove())));

  it.each(Object.entries(examples))('%s', async (_, { before, after, code, told }) => {
    const searched = await Searched.create(before, after);
    made.push(searched);
    await searched.write('src/scan.ts', `${code}\nexport {};\n`);
    expect(await searched.told()).toEqual(told.map(([line, what]) => `src/scan.ts: ${line} | ${what}`));
  });
});

describe('whichever classes are on the disk', () => {
  const made: Searched[] = [];
  beforeAll(async () => {
    for (const onDisk of ['older', 'newer', 'none'] as const)
      made.push(await Searched.create(labelled, renameClass(number, 'Motor', 'Axis', 'camel'), onDisk));
  });
  afterAll(() => Promise.all(made.map((each) => each.remove())));

  it('the older ones, the newer ones or none: the uses are the same, and nothing is written', async () => {
    const code = "import { Motor } from '../generated/motor.ts';\nnew Motor('m/1').mode.set('Idle');\n";
    const found = [];
    for (const searched of made) {
      await searched.write('src/scan.ts', code);
      const before = await searched.tree();
      found.push(await searched.told());
      expect(await searched.tree()).toEqual(before);
    }
    expect(found[0]?.length).toBeGreaterThan(1);
    expect(found).toEqual([found[0], found[0], found[0]]);
  });
});
