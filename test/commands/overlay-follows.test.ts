import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { history, motor, source } from '../model/motors.ts';
import { type Facts, pulledSource, r, rw } from '../model/pulled-source.ts';
import { validated } from '../schemas/validator.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

const one: Facts = { rbv: [r('rbv', { type: 'f64' })], velo: [rw('VELO', { type: 'f64' })] };
const two: Facts = { ...one, pos: [r('pos', { type: 'f64' })] };
const camera = { device: 'c/1', id: 'tango:Camera', members: { rbv: [r('RBV', { type: 'f64' })] } } as const;

let project: OfflineProject;
const config = (): string => join(project.folder, 'devgen.yaml');
const configText = (): string => readFileSync(config(), 'utf8');

beforeEach(async () => {
  project = await OfflineProject.create('motor');
});
afterEach(() => project.remove());

async function begin(lock: Lock, overlay: string): Promise<string> {
  writeFileSync(join(project.output, 'devgen.lock.json'), printLock(lock));
  const text = `# of the beamline\n${configText()}# what we say otherwise\noverlay:\n${overlay}# the end\n`;
  writeFileSync(config(), text);
  const { code, stderr } = await project.run(['generate']);
  expect([code, stderr]).toEqual([0, '']);
  return text;
}

async function answer(command: string, ...words: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await project.run([command, ...words, '--json']);
  return validated(command, stdout);
}

async function isUpToDate(): Promise<void> {
  expect(await answer('check')).toMatchObject({ exit: 0, files: [], warnings: [] });
}

describe('devgen rename', () => {
  it('takes the entry of a class along, in its place', async () => {
    const text = await begin(
      history(source([motor('m/1', one)])),
      '  classes:\n    # the stage\n    Motor: # x and y\n      members: { rbv: { rename: position } }\n',
    );
    expect(await answer('rename', 'Motor', 'Axis')).toMatchObject({
      renamed: expect.arrayContaining([{ kind: 'entry', from: 'overlay.classes.Motor', to: 'overlay.classes.Axis' }]),
      warnings: [],
    });
    expect(configText()).toBe(text.replace('Motor:', 'Axis:'));
    expect(readFileSync(join(project.output, 'axis.ts'), 'utf8')).toContain('declare readonly position');
    await isUpToDate();
  });

  it('takes the entries of a member along, under classes, globs and devices; and says so', async () => {
    const text = await begin(
      history(source([motor('m/1', one), motor('m/2', two)])),
      `  classes:
    Motor: { members: { velo: { document: How fast } } } # flow
    'Mot*':
      members:
        velo: { role: config }
  devices:
    'm/*': { members: { "velo": { retype: { access: r } } } }
`,
    );
    const { stdout, code } = await project.run(['rename', 'Motor.velo', 'speed']);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('~ entry overlay.devices.m/*.members.velo is now overlay.devices.m/*.members.speed\n'),
    ]);
    expect(configText()).toBe(text.replaceAll(/"?velo"?:/g, 'speed:'));
    expect(readFileSync(join(project.output, 'motor.ts'), 'utf8')).toMatch(
      /How fast[^]*declare readonly speed: SignalR<number>/,
    );
    await isUpToDate();
  });

  it('leaves an entry that means the members of other classes too, with a warning where one is lost to it', async () => {
    const lock = history(source([motor('m/1', two), { ...camera, members: { pos: [r('POS', { type: 'f64' })] } }]));
    const text = await begin(lock, "  classes:\n    '*':\n      members:\n        pos: { role: read }\n");
    // By its wire name the member of a motor is meant as before; the camera's has another.
    expect(await answer('rename', 'Motor.pos', 'place')).toMatchObject({ warnings: [] });
    const line = text.split('\n').findIndex((each) => each.includes('pos:')) + 1;
    expect(await answer('rename', 'Camera.pos', 'spot')).toMatchObject({
      warnings: [
        {
          code: 'CONFIG.OVERLAY_LEFT',
          text: expect.stringContaining(`devgen.yaml:${line}: overlay.classes.*.members.pos`),
        },
      ],
    });
    expect(configText()).toBe(text);
  });

  it('changes neither lock nor config where the entry cannot follow', async () => {
    const text = await begin(
      history(source([motor('m/1', one)])),
      '  classes:\n    Motor: &it { document: An axis }\n    Mot*: *it\n',
    );
    writeFileSync(config(), text.replace('Mot*:', 'Motor2:'));
    const lock = readFileSync(join(project.output, 'devgen.lock.json'));
    const { code, stdout } = await project.run(['rename', 'Motor', 'Motor2', '--json']);
    expect([code, validated('error', stdout)]).toMatchObject([2, { code: 'CONFIG.EDIT', where: { file: config() } }]);
    expect(readFileSync(join(project.output, 'devgen.lock.json'))).toEqual(lock);
  });
});

describe('devgen prune', () => {
  it('removes the entries of what it removes, and those that are empty then', async () => {
    const pulls = [source([motor('m/1', one), motor('m/2', two), camera]), source([motor('m/1', one)])];
    const text = await begin(
      history(...pulls),
      `  classes:
    Motor2: { document: Of yesterday } # gone
    # of all motors
    'Motor*': { members: { pos: { hide: true }, rbv: { role: hinted } } }
    Camera:
      document: Of yesterday, too
  devices:
    m/2: { document: That one }
`,
    );
    expect(await answer('prune')).toMatchObject({
      classes: ['Camera', 'Motor2'],
      entries: [
        'overlay.classes.Motor2',
        'overlay.classes.Camera',
        'overlay.devices.m/2',
        'overlay.classes.Motor*.members.pos',
      ],
      warnings: [],
    });
    expect(configText()).toBe(
      text
        .replace('    Motor2: { document: Of yesterday } # gone\n', '')
        .replace('pos: { hide: true }, ', '')
        .replace('    Camera:\n      document: Of yesterday, too\n', '')
        .replace('  devices:\n    m/2: { document: That one }\n', ''),
    );
    await isUpToDate();
  });

  it('tells of a source that devgen.yaml has no more, and removes it when it is asked to', async () => {
    const bench = pulledSource('bench', 'tango', [{ ...camera, device: 'b/1' }]);
    const { lock } = merge(history(source([motor('m/1', one)])), [bench]);
    await begin(lock, '  classes:\n    Motor: { document: An axis }\n');
    expect(await answer('prune')).toMatchObject({
      sources: [],
      devices: [],
      warnings: [
        { code: 'LOCK.SOURCE_LEFT', text: expect.stringMatching(/1 device of bench.*devgen prune --sources/) },
      ],
    });
    const ran = await project.run(['prune', '--sources']);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('- source bench: devgen.yaml has it no more\n- device b/1\n- class Camera: ');
    expect((await project.run(['ls'])).stdout).toBe('m/1  Motor\n1 device, 1 class\n');
    await isUpToDate();
  });
});
