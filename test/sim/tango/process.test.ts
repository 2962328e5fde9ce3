import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TangoClient } from '@devgen/runtime/tango';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { devgen, type Finished, temporary } from '../../commands/cli.ts';
import { freePort } from '../../peers/port.ts';
import { validated } from '../../schemas/validator.ts';
import { Simulation } from './simulation.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let simulation: Simulation;

beforeEach(async () => {
  simulation = await Simulation.start('--port', '0');
});
afterEach(async () => {
  await simulation.stop();
});

async function withClient<T>(ask: (client: TangoClient) => Promise<T>): Promise<T> {
  const client = new TangoClient({ tangoHost: simulation.tangoHost, environment: {} });
  try {
    return await ask(client);
  } finally {
    await client.close();
  }
}

describe('the demo facility as a process', () => {
  it('prints one line when it answers, and ends well when its input does', async () => {
    expect(simulation.stdout).toMatch(/^TANGO_HOST=127\.0\.0\.1:\d+\n$/);
    await withClient(async (client) => {
      await client.device('mot_x').ping();
      expect(await simulation.stop()).toBe(0);
    });
    expect([simulation.stdout.split('\n').length, simulation.stderr]).toEqual([2, '']);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends well at %s, whoever is connected', async (signal) => {
    await withClient(async (client) => {
      await client.device('sys/tg_test/1').ping();
      simulation.child.kill(signal);
      expect(await simulation.ended()).toBe(0);
    });
  });

  it('listens where it is told to, and says why it cannot', async () => {
    const port = await freePort();
    const given = await Simulation.start('--host', '127.0.0.1', '--port', String(port));
    expect(given.tangoHost).toBe(`127.0.0.1:${port}`);
    for (const [args, why] of [
      [['--port', String(port)], 'EADDRINUSE'],
      [['--port', 'x'], 'port'],
      [['--speed', '9'], '--speed'],
    ] as const) {
      const refused = await Simulation.start(...args);
      expect([await refused.ended(), refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain(why);
      expect(refused.stderr).toContain('Usage: main.js [--host HOST] [--port PORT]');
    }
    expect(await given.stop()).toBe(0);
  });

  it('is upgraded by a line of its input, and understands no other', async () => {
    simulation.write('make coffee');
    await simulation.until(() => simulation.stderr !== '');
    expect(simulation.stderr).toContain('"make coffee" is not understood. Write upgrade');
    await withClient(async (client) => {
      const names = async (): Promise<readonly string[]> =>
        (await client.device('lab/motor/x').attributeConfigs()).map(({ name }) => name);
      expect(await names()).toContain('velocity');
      simulation.write('upgrade');
      await simulation.until(() => simulation.stdout.endsWith('upgraded\n'));
      expect(await names()).toContain('speed');
      await client.device('lab/motor/z').ping();
    });
  });
});

describe('devgen over an upgrade of the demo facility', () => {
  it('pulls, checks, sees what broke, and pulls it', async () => {
    const folder = await temporary();
    const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path });
    const answer = async (command: string, ...args: string[]): Promise<Record<string, unknown>> =>
      validated(command, (await run(command, ...args, '--json')).stdout);

    expect((await run('init', `tango://${simulation.tangoHost}`, '--package', '@lab/devices')).code).toBe(0);
    expect(await answer('pull')).toMatchObject({
      exit: 0,
      sources: [{ listed: 9, described: 8, neverRunning: 1 }],
      unreachable: [],
    });
    const before = await answer('ls');
    expect(before['devices']).toContainEqual(
      expect.objectContaining({ name: 'lab/temperature/2', class: 'SimThermometer2' }),
    );
    expect(await answer('check', '--live')).toMatchObject({ exit: 0, live: { compared: 8, findings: [] } });

    simulation.write('upgrade');
    await simulation.until(() => simulation.stdout.endsWith('upgraded\n'));
    const drift = await run('check', '--live');
    expect(drift.code).toBe(6);
    for (const name of ['velocity', 'speed', 'acceleration', 'gain', 'Constant power', 'lab/motor/z', 'lab/power/2']) {
      expect(drift.stdout).toContain(name);
    }
    const pulled = await run('pull');
    expect([pulled.code, pulled.stderr]).toEqual([0, expect.any(String)]);
    expect((await run('check', '--live')).code).toBe(0);
    const file = await readFile(join(folder.path, 'generated/devices/sim-motor.ts'), 'utf8');
    expect(file).toContain('speed');
    await folder.remove();
  });
});
