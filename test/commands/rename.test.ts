import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { history, motor, source } from '../model/motors.ts';
import { type Facts, r, rw } from '../model/pulled-source.ts';
import { OfflinePackage } from './offline-package.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const one: Facts = { mode: [rw('mode', { type: 'enum', labels: ['Off', 'On'] })] };
const two: Facts = { ...one, pos: [r('pos', { type: 'f64' })] };
const upgraded = source([motor('m/1', two), motor('m/2', two)]);
/** A firmware went through: the plain name has no device any more. */
const after: Lock = history(source([motor('m/1', one), motor('m/2', two)]), upgraded);
const both: Lock = history(source([motor('m/1', one), motor('m/2', two)]));

let open: OfflinePackage | undefined;
afterEach(() => open?.remove());

async function packageOf(lock: Lock): Promise<OfflinePackage> {
  open = await OfflinePackage.of(lock);
  return open;
}

describe('devgen rename', () => {
  it('gives a class the name of a retired one: lock, files, types, registry and union agree', async () => {
    const made = await packageOf(after);
    expect((await made.files())['motor.ts']).toContain('@deprecated');
    expect(await made.answer('rename', 'Motor2', 'Motor')).toMatchObject({
      exit: 0,
      kind: 'class',
      renamed: [
        { kind: 'class', from: 'Motor2', to: 'Motor' },
        { kind: 'file', from: 'motor2.ts', to: 'motor.ts' },
        { kind: 'type', from: 'Motor2Mode', to: 'MotorMode' },
      ],
      devices: 2,
      replaced: true,
      files: {
        written: ['devgen.lock.json', 'motor.ts', 'registry-table.ts', 'registry.ts'],
        removed: ['motor2.ts'],
        kept: [],
      },
      warnings: [],
    });
    const files = await made.files();
    expect(files['motor.ts']).toContain('export class Motor extends Device');
    expect(files['motor.ts']).toContain('declare readonly pos: SignalR<number>;');
    expect(files['motor.ts']).toContain('export type AnyMotor = Motor;');
    expect(files['motor.ts']).not.toContain('@deprecated');
    expect(files['registry.ts']).toContain("readonly 'm/1': Motor;");
    expect(files['registry-table.ts']).toContain("Motor: () => import('./motor.ts'),");
    expect(Object.values(files).some((text) => /\bMotor2\b(?!")/.test(text))).toBe(false);
    expect(await made.answer('check')).toMatchObject({ exit: 0, files: [] });
    const lock = parseLock(files['devgen.lock.json'] ?? '', 'lock');
    expect(printLock(merge(lock, [upgraded]).lock)).toBe(files['devgen.lock.json']);
  });

  it('says to a person what it did', async () => {
    const made = await packageOf(after);
    expect((await made.run('rename', 'Motor2', 'Motor')).stdout).toBe(`- class Motor: no device had it
~ class Motor2 is now Motor
~ file motor2.ts is now motor.ts
~ type Motor2Mode is now MotorMode
+ devgen.lock.json
+ motor.ts
+ registry-table.ts
+ registry.ts
- motor2.ts
@${made.scope}/devices in generated/devices: 4 files written, 1 removed, 1 unchanged
2 devices of it; in your own code the compiler finds what has the old name.
`);
  });

  it('gives a member of all classes of the same devices another name', async () => {
    const made = await packageOf(both);
    expect(await made.answer('rename', 'Motor2.mode', 'regime')).toMatchObject({
      kind: 'member',
      renamed: [
        { kind: 'member', from: 'Motor.mode', to: 'Motor.regime' },
        { kind: 'member', from: 'Motor2.mode', to: 'Motor2.regime' },
        { kind: 'type', from: 'Motor2Mode', to: 'Motor2Regime' },
        { kind: 'type', from: 'MotorMode', to: 'MotorRegime' },
      ],
      devices: 2,
      replaced: false,
      files: { written: ['devgen.lock.json', 'motor.ts', 'motor2.ts'], removed: [] },
    });
    const files = await made.files();
    expect(files['motor.ts']).toContain('declare readonly regime: SignalRW<MotorRegime>;');
    expect(files['motor.ts']).toContain("regime: { kind: 'rw', source: 'mode'");
    expect(await made.answer('check')).toMatchObject({ exit: 0 });
  });

  it('leaves a file that was edited by hand, and says so', async () => {
    const made = await packageOf(both);
    await made.write('motor2.ts', `${(await made.files())['motor2.ts']}// mine\n`);
    expect(await made.answer('rename', 'Motor2', 'Axis')).toMatchObject({
      exit: 4,
      files: { written: expect.arrayContaining(['axis.ts']), removed: [], kept: ['motor2.ts'] },
      warnings: [{ code: 'PUBLISH.EDITED' }],
    });
  });
});

describe('devgen rename refuses', () => {
  let shared: OfflinePackage;
  beforeAll(async () => {
    shared = await OfflinePackage.of(both);
  });
  afterAll(() => shared.remove());

  it.each([
    [
      'a name that is not there',
      ['Mottor', 'Axis'],
      'USAGE.NAME_UNKNOWN',
      'Did you mean Motor?',
      'devgen rename Motor Axis',
    ],
    ['a name like no other', ['xyzzyfoo', 'Axis'], 'USAGE.NAME_UNKNOWN', '', 'devgen ls'],
    [
      'a member that is not there',
      ['Motor2.poss', 'position'],
      'USAGE.NAME_UNKNOWN',
      'Did you mean Motor2.pos?',
      'devgen rename Motor2.pos position',
    ],
    ['a member of another shape', ['Motor.pos', 'position'], 'USAGE.NAME_UNKNOWN', '', 'devgen show Motor'],
    ['a name in use', ['Motor2', 'Motor'], 'USAGE.NAME_TAKEN', '', 'devgen rename Motor OTHER'],
    ['its own name', ['Motor', 'Motor'], 'USAGE.NAME_TAKEN', '', 'devgen ls'],
    ['the name of a type', ['Motor', 'Motor2Mode'], 'USAGE.NAME_TAKEN', '', 'devgen rename Motor OTHER'],
    ['the name of the union', ['Motor', 'AnyMotor'], 'USAGE.NAME_TAKEN', '', 'devgen rename Motor OTHER'],
    ['the name of another member', ['Motor2.pos', 'mode'], 'USAGE.NAME_TAKEN', '', 'devgen show Motor2'],
    ['what is no identifier', ['Motor', 'my-axis'], 'USAGE.NAME_INVALID', '', 'devgen rename Motor MyAxis'],
    ['code', ['Motor', 'X{}evil()'], 'USAGE.NAME_INVALID', '', 'devgen rename Motor XEvil'],
    ['a class without a capital', ['Motor', 'class'], 'USAGE.NAME_INVALID', '', 'devgen rename Motor Class'],
    ['a name of the runtime', ['Motor', 'Device'], 'USAGE.NAME_INVALID', '', 'devgen rename Motor Device_'],
    [
      'a member that is no identifier',
      ['Motor.mode', 'my mode'],
      'USAGE.NAME_INVALID',
      '',
      'devgen rename Motor.mode myMode',
    ],
    [
      'a member that would be awaited',
      ['Motor.mode', 'then'],
      'USAGE.NAME_INVALID',
      '',
      'devgen rename Motor.mode then_',
    ],
    [
      'a member of the runtime',
      ['Motor.mode', '$connect'],
      'USAGE.NAME_INVALID',
      '',
      'devgen rename Motor.mode $connect_',
    ],
    [
      'a member of every object',
      ['Motor.mode', '__proto__'],
      'USAGE.NAME_INVALID',
      '',
      'devgen rename Motor.mode __proto___',
    ],
  ])('%s', async (_, args, code, why, next) => {
    const failure = await shared.refusal('rename', ...args);
    expect(failure).toMatchObject({ code, next: [{ command: next }] });
    expect(failure['why']).toContain(why);
  });

  it('the name of a class without a device, where it is another control system class', async () => {
    const other = { ...motor('o/1', one), id: 'tango:Other' };
    const made = await packageOf(history(source([motor('m/1', one), other]), source([motor('m/1', one)])));
    expect(await made.refusal('rename', 'Motor', 'Other')).toMatchObject({
      code: 'USAGE.NAME_TAKEN',
      next: [{ command: 'devgen prune' }],
    });
    await made.answer('prune');
    expect(await made.answer('rename', 'Motor', 'Other')).toMatchObject({ exit: 0, replaced: false });
    expect(await made.refusal('rename', 'Motor', 'Axis')).toMatchObject({
      code: 'USAGE.NAME_UNKNOWN',
      why: expect.stringContaining('had this name once'),
    });
  });

  it('a lock with the marks of a merge, as every command does', async () => {
    const made = await packageOf(both);
    const text = (await made.files())['devgen.lock.json'] ?? '';
    await made.write('devgen.lock.json', text.replace('"files":{', '<<<<<<< HEAD\n"files":{'));
    for (const command of [['rename', 'Motor', 'Axis'], ['prune'], ['check']])
      expect(await made.refusal(...command)).toMatchObject({
        code: 'LOCK.CONFLICT',
        next: [{ label: expect.stringContaining('git checkout --ours -- generated/devices/devgen.lock.json') }],
      });
  });
});

it('devgen check refuses a lock that keeps both sides of a merge, with the line and the next step', async () => {
  const made = await packageOf(both);
  const text = (await made.files())['devgen.lock.json'] ?? '';
  const line = text.split('\n').find((each) => each.startsWith('"Motor2":{"id"')) ?? '';
  await made.write(
    'devgen.lock.json',
    text.replace(line, `${line},\n${line.replace(/"[0-9a-f]{32}"/, `"${'0'.repeat(32)}"`)}`),
  );
  const second = text.split('\n').indexOf(line) + 2;
  expect(await made.refusal('check')).toMatchObject({
    code: 'LOCK.DUPLICATE',
    summary: expect.stringContaining(`has the key "Motor2" twice, the second at line ${second}`),
    next: [{ label: expect.stringMatching(/^Take the lock of one side whole .*devgen pull\.$/) }],
  });
});

describe('devgen prune', () => {
  it('removes the retired class and the devices that are gone, and then has nothing to do', async () => {
    const made = await packageOf(history(source([motor('m/1', one), motor('m/2', two)]), source([motor('m/1', one)])));
    expect(await made.answer('prune')).toMatchObject({
      exit: 0,
      devices: [{ source: 'db', device: 'm/2' }],
      classes: ['Motor2'],
      files: { written: ['devgen.lock.json'], removed: ['motor2.ts'] },
    });
    expect(await made.answer('check')).toMatchObject({ exit: 0, files: [] });
    const before = await made.files();
    expect((await made.run('prune')).stdout).toMatch(
      /^= nothing to prune: no device is gone, no class without one\n= /,
    );
    expect(await made.answer('prune')).toMatchObject({ exit: 0, devices: [], classes: [], files: { written: [] } });
    expect(await made.files()).toEqual(before);
  });

  it('says to a person what it did', async () => {
    const made = await packageOf(history(source([motor('m/1', one), motor('m/2', two)]), source([motor('m/1', one)])));
    expect((await made.run('prune')).stdout).toContain(
      '- device m/2\n- class Motor2: its name stays kept for its interface\n',
    );
  });
});
