import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followIgnores } from '../../src/config/follow-ignores.ts';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { renameMember } from '../../src/model/merge/rename-member.ts';
import { history, motor, source } from '../model/motors.ts';
import { type Facts, r, rw } from '../model/pulled-source.ts';
import { fixtureLock } from '../render/packages.ts';
import { validated } from '../schemas/validator.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

const axis: Facts = { rbv: [r('rbv', { type: 'f64' })], velo: [rw('VELO', { type: 'f64' })] };
const camera = { device: 'c/1', id: 'tango:Camera', members: { velo: [r('VELO', { type: 'f64' })] } } as const;

let project: OfflineProject;
const config = (): string => join(project.folder, 'devgen.yaml');
const configText = (): string => readFileSync(config(), 'utf8');
const lineOf = (text: string): number =>
  configText()
    .split('\n')
    .findIndex((each) => each.includes(text)) + 1;

beforeEach(async () => {
  project = await OfflineProject.create('motor');
});
afterEach(() => project.remove());

async function begin(lock: Lock, rest: string): Promise<string> {
  writeFileSync(join(project.output, 'devgen.lock.json'), printLock(lock));
  const text = `${configText()}${rest}# the end\n`;
  writeFileSync(config(), text);
  const { code, stderr } = await project.run(['generate']);
  expect([code, stderr]).toEqual([0, '']);
  return text;
}

async function answer(...words: readonly string[]): Promise<Record<string, unknown>> {
  return validated('rename', (await project.run(['rename', ...words, '--json'])).stdout);
}

it('an entry of ignore that is the old name of a class gets the new one; one with a wildcard is told with its line', async () => {
  const text = await begin(
    history(source([motor('m/1', axis), camera])),
    `ignore:
  - { rule: MEMBER_MISSING, class: Motor, member: velo } # until March
  - rule: MEMBER_SHAPE
    class: 'Mot*'
  - { rule: MEMBER_SHAPE, class: '*' }
  - { rule: MEMBER_TYPE, class: Camera }
`,
  );
  const line = lineOf('rule: MEMBER_SHAPE\n') || lineOf('- rule: MEMBER_SHAPE');
  const { code, stdout, stderr } = await project.run(['rename', 'Motor', 'Axis']);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('~ entry ignore.0.class: Motor is now ignore.0.class: Axis\n'),
  ]);
  expect(stdout + stderr).toContain(
    `devgen.yaml:${line}: class: Mot* under ignore fits Motor no more: add an entry for Axis`,
  );
  expect(configText()).toBe(text.replace('class: Motor,', 'class: Axis,'));
});

it('that of a member follows where it means no other, by the name that an overlay gives, too', async () => {
  const text = await begin(
    history(source([motor('m/1', axis), camera])),
    `ignore:
  - { rule: MEMBER_TYPE, class: Motor, member: velo }
  - { rule: MEMBER_TYPE, member: velo }
  - { rule: MEMBER_TYPE, class: M*, member: 'vel*' }
  - { rule: MEMBER_TYPE, class: Camera, member: velo }
  - { rule: MEMBER_TYPE, member: position }
overlay:
  classes:
    Motor: { members: { rbv: { rename: position } } }
`,
  );
  const answered = await answer('Motor.velo', 'speed');
  expect(answered['renamed']).toContainEqual({
    kind: 'entry',
    from: 'ignore.0.member: velo',
    to: 'ignore.0.member: speed',
  });
  expect(answered['warnings']).toEqual(
    ['- { rule: MEMBER_TYPE, member: velo }', "member: 'vel*'"].map((entry) => ({
      code: 'CONFIG.IGNORE_LEFT',
      text: expect.stringContaining(`devgen.yaml:${lineOf(entry)}: member: `),
    })),
  );
  const after = text.replace('class: Motor, member: velo', 'class: Motor, member: speed');
  expect(configText()).toBe(after);
  // What the overlay shows keeps its name, whatever it is called beneath.
  expect(await answer('Motor.rbv', 'readback')).toMatchObject({ warnings: [] });
  expect(configText()).toBe(after.replace('{ rbv:', '{ readback:'));
});

it('is left where a class of another package has the name too', async () => {
  const lock = history(source([motor('m/1', axis)]));
  const text = configText().replace(
    "output:\n  dir: devices\n  package: '@bl01/devices'\n",
    "output:\n  - { dir: devices, package: '@bl01/devices' }\n  - { dir: more, package: '@bl01/more' }\nignore:\n  - { rule: MEMBER_SHAPE, class: Motor }\n",
  );
  writeFileSync(config(), text);
  mkdirSync(join(project.folder, 'more'));
  for (const folder of ['devices', 'more'])
    writeFileSync(join(project.folder, folder, 'devgen.lock.json'), printLock(lock));
  const { code, stdout } = await project.run(['rename', 'Motor', 'Axis', '--package', '@bl01/more', '--json']);
  expect([code, validated('rename', stdout)['warnings']]).toMatchObject([0, [{ code: 'CONFIG.IGNORE_LEFT' }]]);
  expect(configText()).toBe(text);
});

it('knows the paths of parts, of a vector by the star that differences have', async () => {
  const lock = await fixtureLock('panda');
  const seq = lock.classes.get('Seq')!;
  const after = renameMember(lock, seq.id, 'table', 'steps', 'camel');
  const where = { file: 'devgen.yaml', line: 1 };
  const box = [...lock.classes].find(([, { members }]) =>
    [...members.values()].some((each) => each.kind === 'vector'),
  )!;
  const ignore = [
    { rule: 'FIELDS', member: 'seq.*.table', where },
    { rule: 'FIELDS', class: box[0], member: 'SEQ.*.TABLE', where },
    { rule: 'FIELDS', class: 'Seq', member: 'table', where },
    { rule: 'FIELDS', member: 'seq.*', where },
    { rule: 'FIELDS', member: 'seq.*.t*', where },
  ];
  const { edits, left } = followIgnores({ ignore }, lock, after, (name) => name, []);
  expect(edits.map(({ path, value }) => [path[1], value])).toEqual([
    [0, 'seq.*.steps'],
    [1, 'seq.*.steps'],
    [2, 'steps'],
  ]);
  expect(left.map(({ glob }) => glob)).toEqual(['seq.*.t*']);
});
