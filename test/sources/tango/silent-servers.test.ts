import { afterAll, beforeAll, expect, it } from 'vitest';
import { deadline, type Io } from '@devgen/runtime';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import type { Described } from '../../../src/sources/source.ts';
import { openTango } from '../../../src/sources/tango/tango-source.ts';
import type { DeviceServer } from '../../peers/device-server.ts';
import { type Proxy, startProxy } from '../../peers/proxy.ts';
import { startPyServer } from '../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../peers/tango-database.ts';
import { failures, gather, running } from './gather.ts';

const devices = 10;
const names = ['healthy', 'stopped', 'closed', 'silent'] as const;

let db: TangoDatabase;
let proxy: Proxy;
const servers = new Map<string, DeviceServer>();

beforeAll(async () => {
  db = await startPyTangoDatabase();
  proxy = await startProxy();
  for (const instance of names) {
    const entries = Array.from({ length: devices }, (_, index) => ({
      name: `${instance}/sensor/${index}`,
      class: 'Sensor',
    }));
    servers.set(instance, await startPyServer('many.py', { db, instance, devices: entries }));
  }
});

afterAll(async () => {
  servers.get('stopped')?.resume();
  await proxy.stop();
  await db.stop();
});

/** The lock while all servers are well. */
async function lockOfAll(io: Io): Promise<Lock> {
  const source = openTango({ address: db.tangoHost });
  const listed = await gather(source.list(io));
  const described = await gather(source.describe(running(listed), io));
  await source.close();
  return merge(undefined, [{ name: 'db', kind: 'tango', listed, described }]).lock;
}

it('lets a stopped, a closed and a silent server cost one wait together, whatever number of devices they hold, which stay in the lock', async () => {
  const io = deadline(Infinity);
  const before = await lockOfAll(io);
  const source = openTango({ address: db.tangoHost }, { connectVia: proxy.connectVia });
  const listed = await gather(source.list(io));
  const batch = running(listed);
  servers.get('stopped')?.suspend();
  await servers.get('closed')?.kill();
  proxy.behave('refuse', servers.get('closed'));
  proxy.behave('swallow', servers.get('silent'));
  proxy.clear();

  const described: Described[] = [];
  let connectedAtFirstSilence: readonly string[] = [];
  for await (const one of source.describe(batch, io)) {
    const waited = !one.ok && one.error.code === 'CONNECT.TIMEOUT';
    if (waited && connectedAtFirstSilence.length === 0)
      connectedAtFirstSilence = proxy.connections.map(({ target }) => target);
    described.push(one);
  }
  await source.close();

  const failed = failures(described);
  const codes = (instance: string): readonly string[] => [
    ...new Set(failed.filter(({ found }) => found.device.startsWith(instance)).map(({ error }) => error.code)),
  ];
  expect(described.length).toBe(names.length * devices);
  expect(failed.length).toBe(3 * devices);
  expect([codes('healthy'), codes('stopped'), codes('silent')]).toEqual([[], ['CONNECT.TIMEOUT'], ['CONNECT.TIMEOUT']]);
  expect(codes('closed')).toEqual(['CONNECT.FAILED']);
  for (const { found, error } of failed) expect(error.message).toContain(found.device);

  const { lock, report } = merge(before, [{ name: 'db', kind: 'tango', listed, described }]);
  expect(printLock(lock)).toBe(printLock(before));
  expect(before.sources.get('db')?.devices.size).toBe(names.length * devices);
  expect(report.unreachable.map(({ device, error }) => [device, error.code]).toSorted()).toEqual(
    failed.map(({ found, error }) => [found.device, error.code]).toSorted(),
  );

  // The waits run side by side, each begun before the first was over; and four devices at a time wait on a server.
  for (const instance of ['stopped', 'silent']) {
    const { host, port } = servers.get(instance) as DeviceServer;
    expect(connectedAtFirstSilence).toContain(`${host}:${port}`);
    const asked = Object.values(proxy.operations({ only: { host, port } })).reduce((sum, count) => sum + count, 0);
    expect([instance, asked]).toEqual([instance, 8]);
  }
});

it('lists nothing and names the database when that is out of reach', async () => {
  const source = openTango({ address: '127.0.0.1:1' });
  await expect(gather(source.list(deadline(Infinity)))).rejects.toMatchObject({
    code: 'SOURCE.UNREACHABLE',
    message: expect.stringContaining('127.0.0.1:1'),
    hint: expect.any(String),
  });
  await source.close();
});

it('ends at once when it is told to', async () => {
  const source = openTango({ address: db.tangoHost }, { connectVia: proxy.connectVia });
  proxy.behave('swallow', servers.get('silent'));
  const stop = new AbortController();
  const io = deadline(Infinity, stop.signal);
  const batch = running(await gather(source.list(io))).filter(({ device }) => device.startsWith('silent'));
  const asked = gather(source.describe(batch, io));
  await expect.poll(() => proxy.operations({ only: servers.get('silent') as DeviceServer })).not.toEqual({});
  stop.abort();
  expect(new Set(failures(await asked).map(({ error }) => error.code))).toEqual(new Set(['CALL.ABORTED']));
  await source.close();
});
