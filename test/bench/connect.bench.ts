import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeviceServer } from '../peers/device-server.ts';
import { benchPython, required } from '../peers/install/cache.js';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import type { TangoDatabase } from '../peers/tango-database.ts';
import { type Client, compare, report } from './rounds.ts';

const clients = resolve(import.meta.dirname, 'clients');
const attributes = 60;

let db: TangoDatabase;
let server: DeviceServer;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  server = await startPyServer('many.py', {
    db,
    devices: [{ name: 'bench/sixty/1', class: 'Sixty' }],
    instance: 'bench',
  });
});
afterAll(() => db.stop());

/** Both clients connect the device `rounds` times, and fail with fewer signals than expected. */
function pairOf(address: string, expected: number, rounds: number): readonly [Client, Client] {
  const what = [address, `${expected}`, `${rounds}`];
  const environment = {
    TANGO_HOST: db.tangoHost,
    PYTANGO_DISABLE_TELEMETRY_PATCHING: '1',
    ORBclientTransportRule: '* tcp',
  };
  const theirs = required(benchPython, 'ophyd-async');
  return [
    { name: 'devgen', command: process.execPath, arguments: [`${clients}/connect.js`, ...what], environment },
    { name: 'ophyd-async', command: theirs, arguments: [`${clients}/connect.py`, ...what], environment },
  ];
}

it('connects a device of 60 attributes, every one checked, beside ophyd-async', async () => {
  const pair = pairOf(server.address(), attributes, 11);
  const results = await compare(pair, 5);
  for (const figures of results.flat()) expect(figures['signals']).toBeGreaterThanOrEqual(attributes);
  report('connect of 60 attributes, p50', 'p50ms', 'ms', pair, results);
});

it('connects the whole of TangoTest, which ophyd-async refuses', async () => {
  const tangoTest = await startTangoTest(db);
  const [ours, theirs] = pairOf(tangoTest.address(), 1, 3);
  const [figures] = await compare([ours], 1);
  console.log(`TangoTest, devgen: connected, ${figures![0]!['signals']} signals`);
  await expect(compare([theirs], 1)).rejects.toThrow(/Images of type str or enum are not supported/);
  console.log('TangoTest, ophyd-async: TypeError, images of strings are not supported');
});
