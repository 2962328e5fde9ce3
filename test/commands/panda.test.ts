import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { zedboardNoFmc } from '../../src/sim/panda/firmware/zedboard-no-fmc.ts';
import { PandaSim } from '../../src/sim/panda/server/panda-sim.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, temporary } from './cli.ts';
import { linkPackages, runScript, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const name = '@bl01/devices';
let sim: PandaSim;
let device: string;
let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path });

/** The command's `--json` answer, held against its schema. */
async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect(stderr).toBe('');
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

const lock = (): Promise<string> => readFile(join(folder.path, 'generated/devices/devgen.lock.json'), 'utf8');

beforeAll(async () => {
  folder = await temporary();
  sim = await PandaSim.start();
  device = `${sim.host}:${sim.port}`;
});
afterAll(async () => {
  await sim.stop();
  await folder.remove();
});

const script = `
import { connectAll, waitForValue } from '@devgen/runtime';
import { panda } from '@devgen/runtime/panda';
import { PandA } from '${name}/pand-a';

const address = process.argv[2] ?? '';
const via = panda(address);
const { box } = await connectAll({ box: new PandA(address) }, { via: [via] });
await box.bits.a.set(true);
await waitForValue(box.bits.outa, true);
await box.seq.at(2).enable.set('BITS.OUTA');
console.log(JSON.stringify([await box.seq.at(2).enable.get(), box.$findings, await box.metadata.appname.get()]));
await via.close();
`;

describe('a box, from nothing to a script that drives it', () => {
  it('init, sources and pull', async () => {
    expect((await run('init', `panda://${device}`, '--package', name)).code).toBe(0);
    expect(await answer('sources')).toMatchObject({
      sources: [
        {
          name: 'panda',
          kind: 'panda',
          reachable: true,
          devices: 1,
          running: 1,
          located: { address: `panda://${device}`, from: 'explicit' },
        },
      ],
    });
    expect(await answer('pull')).toMatchObject({
      exit: 0,
      warnings: [],
      sources: [{ name: 'panda', listed: 1, described: 1 }],
      added: [{ source: 'panda', device }],
    });
    const { sets, tables, others } = sim.asked;
    expect([...sets, ...tables, ...others]).toEqual([]);
  });

  it('ls, show and check', async () => {
    expect(await answer('ls')).toMatchObject({
      devices: [{ name: device, class: 'PandA', state: 'present' }],
      classes: 1,
    });
    expect(await answer('show', device)).toMatchObject({
      kind: 'device',
      class: 'PandA',
      members: expect.arrayContaining([
        expect.objectContaining({ name: 'seq', kind: 'vector', of: 'Seq', keys: [1, 2] }),
        expect.objectContaining({
          name: 'idn',
          description: expect.stringContaining('application pandabox-no-fmc, FPGA 4.1.0'),
        }),
      ]),
    });
    expect((await run('show', 'Seq')).stdout).toContain('ENABLE.DELAY');
    expect(await answer('check', '--live')).toMatchObject({ exit: 0, files: [], live: { compared: 1, findings: [] } });
  });

  it('a second pull changes nothing', async () => {
    const before = await lock();
    expect(await answer('pull')).toMatchObject({ exit: 0, lockChanged: false, files: { written: [], removed: [] } });
    expect(await lock()).toBe(before);
  });

  it('a script that compiles, connects and sets', async () => {
    await linkPackages(folder.path, name, 'generated/devices');
    await writeFile(join(folder.path, 'drive.ts'), script);
    expect(await typeCheck(folder.path, 'drive.ts')).toMatchObject({ code: 0, stdout: '' });
    const ran = await runScript(folder.path, 'drive.ts', [device]);
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual(['BITS.OUTA', [], 'pandabox-no-fmc']);
    expect(sim.asked.sets).toEqual(['BITS.A=1', 'SEQ2.ENABLE=BITS.OUTA']);
  });
});

describe('a box with other firmware', () => {
  /** One sequencer where the class has two of them, no gates, other lines on the buses. */
  const other = zedboardNoFmc;

  it('is found by check --live, and stops the script with one report', async () => {
    await sim.restart(other);
    const live = await answer('check', '--live');
    expect(live['exit']).toBe(6);
    expect((live['live'] as { findings: { rule: string; member?: string }[] }).findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'MEMBER_KIND', severity: 'breaking', member: 'seq' }),
        expect.objectContaining({ rule: 'MEMBER_MISSING', member: 'srgate' }),
        expect.objectContaining({ rule: 'ENUM_LABELS', member: 'pcap.enable' }),
      ]),
    );
    const all = (live['live'] as { findings: { rule: string }[] }).findings;
    const labels = all.filter(({ rule }) => rule === 'ENUM_LABELS');
    expect(labels.length).toBeGreaterThan(3);
    // One bus is one line, whatever number of multiplexers it has.
    const { stdout } = await run('check', '--live');
    expect(stdout.match(/^= PandA: labels of \d+ members \(.*\[ENUM_LABELS\] BREAKING/gm)).toEqual([
      expect.stringContaining(`labels of ${labels.length} members (clock.*.enable, `),
    ]);
    const ran = await runScript(folder.path, 'drive.ts', [device]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(`devgen pull ${device}`);
    // Once, for all that differs: the rest of the output is the error as Node shows it, fact by fact.
    const report = ran.stderr.slice(0, ran.stderr.indexOf('\n    at '));
    expect(report.match(/devgen pull/g)).toHaveLength(1);
    for (const member of [
      'MEMBER.KIND expected vector, found block: calc, counter, pgen, seq',
      'MEMBER.MISSING',
      '4 members: MEMBER.LABELS',
    ])
      expect(report).toContain(member);
  });

  it('is pulled into the same classes', async () => {
    expect(await answer('pull')).toMatchObject({ exit: 0, moved: [], gone: [] });
    const { stdout } = await run('show', device);
    expect(stdout).toContain('application zedboard-no-fmc, FPGA 4.1.0');
    expect(await answer('check', '--live')).toMatchObject({ exit: 0, live: { findings: [] } });
    expect((await typeCheck(folder.path, 'drive.ts')).stdout).toContain(
      "error TS2339: Property 'at' does not exist on type 'Seq'",
    );
  });

  it('that is away keeps its class', async () => {
    await sim.stop();
    const before = await lock();
    const away = await run('pull');
    expect(away.code).toBe(2);
    expect(away.stderr).toContain('SOURCE.UNREACHABLE');
    expect(await lock()).toBe(before);
    await sim.restart(other);
  });
});

it('takes addresses of a PandA only', async () => {
  const other = await temporary();
  const wrong = await devgen(['init', 'panda://host/path'], { cwd: other.path });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('panda://HOST');
  await other.remove();
});
