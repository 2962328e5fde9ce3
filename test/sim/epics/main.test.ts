import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PvaClient } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { type EpicsProcess, startEpicsProcess } from '../../peers/epics-process.ts';
import { root } from '../../repository/arrows.ts';
import { patient, valueOf } from '../../runtime/pva/client/with-client.ts';

const main = join(root, 'dist/sim/epics/main.js');

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args]);
  return { child, ended: once(child, 'exit') as Promise<[number | null]> };
}

async function withProcess(test: (facility: EpicsProcess, client: PvaClient) => Promise<void>): Promise<void> {
  const facility = await startEpicsProcess();
  const client = new PvaClient({ environment: facility.environment });
  try {
    await test(facility, client);
  } finally {
    await client.close();
    await facility.stop();
  }
}

describe('the process', () => {
  it('says in one line where it is, serves, and is upgraded once', () =>
    withProcess(async (facility, client) => {
      expect(await valueOf(client, 'SIM:Thermostat:Setpoint')).toBe(25);
      expect((await client.channel('SIM:Thermostat:Cycles').introspect(patient())).fields[0]).toMatchObject({
        type: { of: 'i64' },
      });
      await facility.upgrade();
      await expect
        .poll(async () => (await client.channel('SIM:Thermostat:Cycles').introspect(patient())).fields[0])
        .toMatchObject({ type: { of: 'i32' } });
      expect(await valueOf(client, 'SIM:Motor3.EGU')).toBe('mm');
    }));

  it.each(['SIGTERM', 'SIGINT'] as const)('ends at %s', async (signal) => {
    const { child, ended } = run();
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(line.toString()).toMatch(/^ready EPICS_PVA_ADDR_LIST=127\.0\.0\.1:\d+ /);
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  });

  it('ends with its standard input', async () => {
    const { child, ended } = run();
    await once(child.stdout, 'data');
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    [['--pva-port', '65536'], /65536 is no port/],
    [['--x'], /Unknown option '--x'/],
    [['--host', '203.0.113.1'], /EADDRNOTAVAIL/],
  ])('refuses %j', async (args, message) => {
    const { child, ended } = run(...args);
    const [error] = (await once(child.stderr, 'data')) as [Buffer];
    expect(error.toString()).toMatch(message);
    expect(await ended).toEqual([2, null]);
  });
});
