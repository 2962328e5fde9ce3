import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demo } from '../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../src/sim/tango/facility/facility.ts';
import { devgen, type Finished, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let facility: Facility;
let folder: Awaited<ReturnType<typeof temporary>>;

beforeAll(async () => {
  facility = await startFacility(demo);
  folder = await temporary();
  await writeFile(
    join(folder.path, 'devgen.yaml'),
    `sources:
  lab: { kind: tango, address: 'tango://${facility.tangoHost}' }
  far: { kind: tango, address: 'tango://127.0.0.1:1' }
output:
  - { dir: generated/far, package: far, sources: [far] }
  - dir: generated/bench
    package: bench
    sources: [lab]
    include: ['lab/motor/x', 'lab/power/*']
    overlay:
      classes:
        SimMotor: { members: { encoder: { rename: counts, retype: { type: number } } } }
        SimPowerSupply: { members: { interlock: { retype: { labels: [Closed, Open] } } } }
  - { dir: generated/lab, package: all, sources: [lab] }
`,
  );
  // The first package has no lock: its control system was never there.
  expect((await devgen(['pull'], { cwd: folder.path })).code).toBe(2);
});
afterAll(async () => {
  await facility.close();
  await folder.remove();
});

/** What the prompt prints when these lines are typed. */
function typed(lines: readonly string[], ...args: readonly string[]): Promise<Finished> {
  return devgen(['repl', ...args], { cwd: folder.path, stdin: `${lines.join('\n')}\n` });
}

it('has devices of all packages, in the words of the first that has each', async () => {
  const { code, stdout, stderr } = await typed(
    [
      'await coil.interlock.get()',
      'typeof (await labMotorX.counts.get())',
      'typeof (await labMotorY.encoder.get())',
      "const camera = await connect('cam')",
      'camera.$state.state',
    ],
    'coil',
    'lab/motor/x',
    'lab:lab/motor/y',
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.split('\n')).toEqual(["'Closed'", "'number'", "'bigint'", "'connected'", '']);
});

it('has those of one package alone, in its words', async () => {
  const lines = ['await coil.interlock.get()', "await connect('lab/temperature/1')"];
  const bench = await typed(lines, '--package', 'bench', 'coil');
  expect([bench.code, bench.stdout.split('\n')[0]]).toEqual([2, "'Closed'"]);
  expect(bench.stdout).toContain('The lock has no device lab/temperature/1');
  const all = await typed(lines.slice(0, 1), '--package', 'all', 'coil');
  expect([all.code, all.stdout]).toEqual([0, 'false\n']);
});

it('says of a package without a lock that it has none', async () => {
  const { code, stdout, stderr } = await typed([], '--package', 'far', 'coil');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('[LOCK.NOT_FOUND]');
});
