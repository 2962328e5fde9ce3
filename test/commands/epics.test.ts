import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startIoc } from '../peers/epics-ioc.ts';
import { readOnlyGroup, records } from '../peers/epics-records.ts';
import { startCaIoc } from '../peers/ca-server.ts';
import type { PvaServerPeer } from '../peers/pva-server.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, temporary } from './cli.ts';
import { linkPackages, runScript, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const name = '@bl01/devices';
let ioc: PvaServerPeer;
let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path, env: ioc.environment });

/** The command's `--json` answer, held against its schema. */
async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect(stderr).toBe('');
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

const file = (path: string): Promise<string> => readFile(join(folder.path, 'generated/devices', path), 'utf8');

beforeAll(async () => {
  folder = await temporary();
  ioc = await startIoc(`${records('beamline.db')}\n${records('pvi.db')}`);
});
afterAll(async () => {
  await ioc.stop();
  await folder.remove();
});

const script = `
import { connectAll, waitForValue } from '@devgen/runtime';
import { pva } from '@devgen/runtime/pva';
import { Cam } from '${name}/cam';
import { Slit } from '${name}/slit';

const via = pva(process.argv[2] ?? '');
const { slit, cam } = await connectAll({ slit: new Slit('BL01:SLIT'), cam: new Cam('BL01:DET:CAM') }, { via: [via] });
await slit.mode.set('Upper');
await waitForValue(slit.mode, 'Upper');
await slit.ch.at(2).gain.set(2.5);
const seen: number[] = [];
for await (const reading of slit.ch.at(2).gain.observe()) {
  if (reading.ok) seen.push(reading.value);
  if (seen.length === 1) await slit.ch.at(2).gain.set(3.5);
  if (seen.length === 2) break;
}
await slit.home.execute();
await cam.acquireTime.set(0.5);
console.log(JSON.stringify([await slit.mode.get(), seen, slit.$findings, cam.temperature.meta.units]));
await via.close();
`;

describe('an IOC, from nothing to a script that drives it', () => {
  it('init, sources and pull', async () => {
    expect((await run('init', `pva://${ioc.endpoint}`, '--package', name)).code).toBe(0);
    expect(await answer('sources')).toMatchObject({
      sources: [
        {
          name: 'epics',
          kind: 'epics',
          reachable: true,
          devices: 6,
          running: 6,
          located: { address: `pva://${ioc.endpoint}`, from: 'explicit' },
        },
      ],
    });
    expect(await answer('pull')).toMatchObject({
      exit: 0,
      warnings: [],
      sources: [{ name: 'epics', listed: 6, described: 6 }],
      classes: { added: ['Cam', 'IocStats', 'Ps', 'Ps2', 'Slit', 'SlitCh'] },
    });
  });

  it('the classes say what a person would', async () => {
    const text = await file('slit.ts');
    expect(text).toContain("gap: { kind: 'rw', source: ':Gap_RBV', write: ':Gap', type: 'f64', units: 'mm' },");
    expect(text).toContain('  /** `:Gap_RBV`: Opening. In mm, 0 to 10. */\n  declare readonly gap: SignalRW<number>;');
    expect(text).toContain('  declare readonly ch: DeviceVector<SlitCh>;');
    expect(text).toContain("export const SlitMode = ['Both', 'Upper', 'Lower'] as const;");
    expect(await file('cam.ts')).toContain('declare readonly softwareTrigger: Command<void, void>;');
  });

  it('ls, show and check', async () => {
    expect(await answer('ls')).toMatchObject({
      devices: expect.arrayContaining([{ name: 'BL01:SLIT', class: 'Slit', source: 'epics', state: 'present' }]),
      classes: 5,
    });
    expect(await answer('show', 'BL01:SLIT')).toMatchObject({
      kind: 'device',
      class: 'Slit',
      members: expect.arrayContaining([
        expect.objectContaining({ name: 'ch', kind: 'vector', of: 'SlitCh', keys: [1, 2, 3] }),
        expect.objectContaining({
          name: 'gap',
          wire: ':Gap_RBV',
          write: ':Gap',
          limits: { control: { low: 0, high: 10 } },
        }),
      ]),
    });
    expect(await answer('check', '--live')).toMatchObject({ exit: 0, files: [], live: { compared: 6, findings: [] } });
  });

  it('a second pull changes nothing', async () => {
    const before = await file('devgen.lock.json');
    expect(await answer('pull')).toMatchObject({ exit: 0, lockChanged: false, files: { written: [], removed: [] } });
    expect(await file('devgen.lock.json')).toBe(before);
  });

  it('a script that compiles, connects, sets and observes', async () => {
    await linkPackages(folder.path, name, 'generated/devices');
    await writeFile(join(folder.path, 'drive.ts'), script);
    expect(await typeCheck(folder.path, 'drive.ts')).toMatchObject({ code: 0, stdout: '' });
    const ran = await runScript(folder.path, 'drive.ts', [`127.0.0.1:${ioc.udp}`]);
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual(['Upper', [2.5, 3.5], [], 'C']);
  });
});

describe('show of a PV', () => {
  it('prints where it is and its type', async () => {
    const { stdout, code } = await run('show', 'pva://BL01:SLIT:Mode');
    expect(code).toBe(0);
    expect(stdout).toContain(`pva://BL01:SLIT:Mode  from ${ioc.endpoint}\nstruct "epics:nt/NTEnum:1.0" {`);
    expect(stdout).toContain('    choices: str[]');
    const dialled = `pva://${ioc.endpoint}/BL01:DET:CAM:PVI`;
    expect(await answer('show', dialled)).toMatchObject({
      kind: 'pv',
      name: dialled,
      server: ioc.endpoint,
      type: expect.stringContaining('SoftwareTrigger: struct {'),
    });
  });

  it('over Channel Access prints its type, count and access', async () => {
    const server = await startCaIoc(records('beamline.db'), { access: readOnlyGroup });
    const environment = { cwd: folder.path, env: server.environment };
    const { stdout } = await devgen(['show', 'ca://BL01:SLIT:Profile'], environment);
    expect(stdout).toContain(
      `ca://BL01:SLIT:Profile  from ${server.endpoint}\ndouble\nup to 50 elements\nmay be used to read, write`,
    );
    const json = await devgen(['show', 'ca://BL01:SLIT:Mode', '--json'], environment);
    expect(validated('show', json.stdout)).toMatchObject({ type: 'enum', count: 1, access: ['read', 'write'] });
    const none = await devgen(['show', 'ca://BL01:NONE'], environment);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('CA.NOT_FOUND')]);
    await server.stop();
  });

  it('says whom it asked when nobody answers', async () => {
    const { stderr, code } = await run('show', 'pva://BL01:NONE');
    expect(code).toBe(2);
    expect(stderr).toContain('PVA.NOT_FOUND');
    expect(stderr).toContain(ioc.environment['EPICS_PVA_ADDR_LIST']);
  });
});

describe('an IOC with other records', () => {
  it('is told by diff --live, and pulled into the same classes', async () => {
    const text = `${records('beamline.db')}\n${records('pvi.db')}`
      .replace('field(TWST, "Lower")', 'field(TWST, "Lower") field(THST, "Tilt")')
      .replaceAll('BL01:SLIT:Area', 'BL01:SLIT:Surface');
    await ioc.stop();
    ioc = await startIoc(text, { ports: { port: ioc.port, udp: ioc.udp } });
    const diff = await answer('diff', '--live');
    expect(diff['findings']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'ENUM_LABEL_ADDED', member: 'mode' }),
        expect.objectContaining({ rule: 'MEMBER_MISSING', member: 'area' }),
      ]),
    );
    expect((await run('check', '--live')).code).toBe(6);
    expect(await answer('pull')).toMatchObject({ exit: 0, moved: [], gone: [], classes: { added: [] } });
    expect(await file('slit.ts')).toContain("'Lower', 'Tilt'] as const;");
  });

  it('that is away keeps its classes', async () => {
    await ioc.stop();
    const before = await file('devgen.lock.json');
    const away = await run('pull');
    expect(away.code).toBe(2);
    expect(away.stderr).toContain('SOURCE.UNREACHABLE');
    expect(await file('devgen.lock.json')).toBe(before);
  });
});

it('takes addresses of EPICS only', async () => {
  const other = await temporary();
  const wrong = await devgen(['init', 'pva://host/path'], { cwd: other.path });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('pva://HOST');
  await other.remove();
});
