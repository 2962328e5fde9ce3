import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { repl } from '../../src/commands/actions/repl.ts';
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
  await devgen(['init', `tango://${facility.tangoHost}`], { cwd: folder.path });
  expect((await devgen(['pull'], { cwd: folder.path })).code).toBe(0);
});
afterAll(async () => {
  await facility.close();
  await folder.remove();
});

/** What the prompt prints when these lines are typed. */
function typed(lines: readonly string[], ...names: readonly string[]): Promise<Finished> {
  return devgen(['repl', ...names], { cwd: folder.path, stdin: `${lines.join('\n')}\n` });
}

describe('repl', () => {
  it('has devices by name, awaits, and shows what they are', async () => {
    const { code, stdout, stderr } = await typed(
      [
        'await sysTgTest1.doubleScalar.set(4.5)',
        'await sysTgTest1.doubleScalar.setpoint()',
        'sysTgTest1.$address',
        'labPower1',
        "await waitForValue(sysTgTest1.state, 'RUNNING', { deadline: 5_000 })",
      ],
      'sys/tg_test/1',
      'LAB/POWER/1',
    );
    expect([code, stderr]).toEqual([0, '']);
    const [setpoint, address, ...rest] = stdout.split('\n');
    expect([setpoint, address]).toEqual(['4.5', "'sys/tg_test/1'"]);
    expect(rest.join('\n')).toMatch(/^labPower1 connected\n(?:.+\n)*voltage +r f32 V\n'RUNNING'\n$/);
  });

  it('connects another one, and any without a class', async () => {
    const { code, stdout } = await typed([
      "const motor = await connect('lab/motor/x')",
      'motor === labMotorX',
      "(await open('lab/motor/y')).$extras.size > 3",
      "await connect('lab/motor/q')",
    ]);
    const [same, open, refused] = stdout.split('\n');
    expect([same, open, code]).toEqual(['true', 'true', 2]);
    expect(refused).toMatch(/^Uncaught/);
    expect(stdout).toContain('The lock has no device lab/motor/q');
  });

  it('refuses what the lock does not know, before it asks anybody', async () => {
    const { code, stdout, stderr } = await typed([], 'lab/motor/q');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('[USAGE.NAME_UNKNOWN]');
    expect(stderr).toContain('devgen repl lab/motor/');
  });

  it('completes members', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let shown = '';
    output.setEncoding('utf8').on('data', (text: string) => (shown += text));
    const done = repl({
      config: undefined,
      folder: folder.path,
      env: {},
      names: ['lab/power/1'],
      input,
      output,
      paint: (_colour, text) => text,
      terminal: true,
      signal: new AbortController().signal,
    });
    await vi.waitFor(() => expect(shown).toContain('devgen> '), { timeout: 20_000 });
    input.write('labPower1.volt\t');
    await vi.waitFor(() => expect(shown).toMatch(/labPower1\.volt.*age/), { timeout: 20_000 });
    input.write('\n.exit\n');
    expect(await done).toBe(true);
    expect(shown).toMatch(/labPower1 +SimPowerSupply +lab\/power\/1 +connected/);
  });
});
