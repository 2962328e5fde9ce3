import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startIoc } from '../peers/epics-ioc.ts';
import { records } from '../peers/epics-records.ts';
import type { PvaServerPeer } from '../peers/pva-server.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const lines = records('beamline.db');
let one: PvaServerPeer;
let other: PvaServerPeer;
let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> =>
  devgen(args, {
    cwd: folder.path,
    env: {
      EPICS_PVA_ADDR_LIST: `127.0.0.1:${one.udp} 127.0.0.1:${other.udp}`,
      EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    },
  });

async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  return validated(args[0], (await run(...args, '--json')).stdout);
}

const lock = (): Promise<string> => readFile(join(folder.path, 'generated/devices/devgen.lock.json'), 'utf8');
const away = (...devices: readonly string[]): unknown =>
  devices.map((device) => expect.objectContaining({ device, code: 'PVA.NOT_FOUND', class: expect.any(String) }));

beforeAll(async () => {
  folder = await temporary();
  one = await startIoc(records('pvi.db'));
  other = await startIoc(lines);
});
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await folder.remove();
});

it('the servers that were found are told', async () => {
  expect((await run('init', 'pva:', '--package', '@bl01/devices')).code).toBe(0);
  const found = [one.endpoint, other.endpoint].toSorted();
  expect(await answer('sources')).toMatchObject({ sources: [{ devices: 6, servers: found }] });
  expect((await run('sources')).stdout).toContain(`6 devices, 6 running, found on 2 servers: ${found.join(', ')}`);
  expect(await answer('pull')).toMatchObject({ exit: 0, sources: [{ listed: 6, described: 6, servers: found }] });
});

it('devices of a server that is away are out of reach, and stay', async () => {
  await other.stop();
  const before = await lock();
  const pulled = await run('pull');
  expect(pulled.code).toBe(7);
  expect(pulled.stdout).toContain(`1 of 6 devices read, found on 1 server: ${one.endpoint}`);
  expect(pulled.stdout).toContain(`and 2 more on ${other.endpoint}: kept as it was: `);
  const { unreachable, gone } = await answer('pull');
  expect([unreachable, gone]).toEqual([away('BL01:PS1', 'BL01:PS2', 'BL01:PS4', 'BL01:SLIT', 'IOC01'), []]);
  expect(await lock()).toBe(before);
  const { devices } = (await answer('ls')) as { devices: readonly { state: string; since?: string }[] };
  expect(devices.map(({ state }) => state)).toEqual(['present', ...Array<string>(5).fill('unreachable')]);
  const check = await run('check', '--live');
  expect(check.code).toBe(7);
  expect(check.stdout).toMatch(/and 2 more on \S+: out of reach since 2\d{3}-\S+, kept as it was/);
});

it('so they are in a checkout that has never pulled them', async () => {
  await rm(join(folder.path, 'generated/devices/.devgen'), { recursive: true });
  expect(await answer('pull')).toMatchObject({ exit: 7, gone: [], unreachable: { length: 5 } });
});

it('a device that its server has no more is gone', async () => {
  await other.start();
  expect(await answer('pull')).toMatchObject({ exit: 0, unreachable: [], gone: [] });
  await other.stop();
  const ports = { port: other.port, udp: other.udp };
  other = await startIoc(lines.replaceAll(/^record\(\w+, "BL01:PS2.*\n/gm, ''), { ports });
  expect(await answer('pull')).toMatchObject({ exit: 0, unreachable: [], gone: [{ device: 'BL01:PS2' }] });
});
