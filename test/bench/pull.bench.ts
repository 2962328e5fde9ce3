import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { python, required } from '../peers/install/cache.js';
import { Proxy } from '../peers/proxy.ts';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import type { TangoDatabase } from '../peers/tango-database.ts';
import { deadline } from '@devgen/runtime';
import { openTango } from '../../src/sources/tango/tango-source.ts';
import { type Client, compare, report } from './rounds.ts';

const clients = resolve(import.meta.dirname, 'clients');
const count = 300;

let db: TangoDatabase;
let server: DeviceServer;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  const devices = Array.from({ length: count }, (_, index) => ({ name: `bench/many/${index}`, class: 'Sensor' }));
  server = await startPyServer('many.py', { db, devices, instance: 'bench' });
});
afterAll(() => db.stop());

it('asks every device for its interface, beside PyTango with 8 threads', async () => {
  const environment = {
    TANGO_HOST: db.tangoHost,
    PYTANGO_DISABLE_TELEMETRY_PATCHING: '1',
    ORBclientTransportRule: '* tcp',
  };
  const pair: Client[] = [
    {
      name: 'devgen',
      command: process.execPath,
      arguments: [`${clients}/pull.js`, 'bench/many/*', `${count}`],
      environment,
    },
    {
      name: 'PyTango',
      command: required(python, 'PyTango'),
      arguments: [`${clients}/pull.py`, 'bench/many/*', `${count}`],
      environment,
    },
  ];
  const results = await compare(pair, 5);
  for (const [ours, theirs] of results[0]!.map((figures, round) => [figures, results[1]![round]!] as const)) {
    expect(ours['attributes']).toBe(theirs['attributes']);
    expect(ours['commands']).toBe(theirs['commands']);
  }
  const rate = results.map((figures) => figures.map((figure) => ({ ...figure, rate: count / figure['seconds']! })));
  report('pull', 'rate', 'devices/s', pair, rate);
});

it('counts what a pull sends to a device server', async () => {
  const proxy = await Proxy.start(2);
  const source = openTango({ address: `tango://${db.tangoHost}` }, { connectVia: proxy.connectVia });
  const io = deadline(60_000);
  const running = [];
  for await (const found of source.list(io))
    if (found.running && found.device.startsWith('bench/many/')) running.push(found);
  let described = 0;
  for await (const device of source.describe(running, io)) described += device.ok ? 1 : 0;
  io.done();
  await source.close();
  expect(described).toBe(count);
  const target = `${server.host}:${server.port}`;
  const calls = proxy.requests.filter((request) => request.target === target).length;
  const [connection, ...others] = proxy.connections.filter((one) => one.target === target);
  expect(others).toEqual([]);
  const [sent, received] = [connection!.sent / count, connection!.received / count];
  console.log(
    `pull, devgen: ${calls / count} calls, ${sent.toFixed(0)} bytes sent and ${received.toFixed(0)} received a device`,
  );
  await proxy.stop();
});
