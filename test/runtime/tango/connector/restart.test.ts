import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Command,
  type Connector,
  connectAll,
  deadline,
  Device,
  type DeviceSpec,
  type Reading,
  type SignalR,
  type SignalRW,
} from '@devgen/runtime';
import { tango, TangoClient } from '@devgen/runtime/tango';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { type Proxy, startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../../peers/tango-database.ts';

class Faults extends Device {
  declare readonly good: SignalRW<number>;
  declare readonly slow: SignalRW<number>;
  declare readonly ticks: SignalR<number>;
  declare readonly delay: Command<number, void>;
  declare readonly count: Command<string, bigint>;

  static override readonly spec: DeviceSpec = {
    id: 'tango:Faults',
    members: {
      good: { kind: 'rw', source: 'good', type: 'f64' },
      slow: { kind: 'rw', source: 'slow', type: 'f64' },
      ticks: { kind: 'r', source: 'ticks', type: 'i64' },
      delay: { kind: 'command', source: 'Delay', in: 'f64' },
      count: { kind: 'command', source: 'Count', in: 'str', out: 'i64' },
    },
  };
}

const name = 'test/faults/1';
let db: TangoDatabase;
let server: DeviceServer;
let proxy: Proxy;
let connector: Connector;
let device: Faults;
let states: string[];

beforeAll(async () => {
  db = await startPyTangoDatabase();
  server = await startPyServer('faults.py', { db, devices: [{ name, class: 'Faults' }] });
});
afterAll(() => db.stop());

beforeEach(async () => {
  proxy = await startProxy();
  connector = tango(db.tangoHost, { connectVia: proxy.connectVia, period: 20, heartbeat: 50 });
  ({ device } = await connectAll({ device: new Faults(name) }, { via: [connector] }));
  states = [device.$state.state];
  device.$onState(({ state }) => states.push(state));
});
afterEach(async () => {
  await connector.close();
  await proxy.stop();
});

async function take<T>(
  readings: AsyncIterator<Reading<T>>,
  wanted: (reading: Reading<T>) => boolean,
): Promise<Reading<T>> {
  for (;;) {
    const { value, done } = await readings.next();
    if (done) throw new Error('the observation ended');
    if (wanted(value)) return value;
  }
}

/** By another client, as an operator would. */
async function devRestart(): Promise<void> {
  const client = new TangoClient({ tangoHost: db.tangoHost });
  await client.device(`dserver/${server.server}`).command('DevRestart', name, undefined, deadline(10_000));
  await client.close();
}

describe('a server that is killed and started again', () => {
  it('is seen as connected, lost, connected, and observers get values again without user code', async () => {
    const readings = device.good.observe();
    await device.good.set(5);
    await take(readings, (reading) => reading.ok && reading.value === 5);
    await server.kill();
    expect(await take(readings, ({ stale }) => stale)).toMatchObject({ ok: true, value: 5, stale: true });
    expect(device.$state.state).toBe('lost');
    await expect(device.good.get()).rejects.toMatchObject({ code: 'LINK.LOST' });
    await server.start();
    expect(await take(readings, ({ stale }) => !stale)).toMatchObject({ ok: true, value: 1, stale: false });
    expect(states).toEqual(['connected', 'lost', 'connected']);
    expect(await device.good.get()).toBe(1);
  });

  it('is noticed when nobody asks anything', async () => {
    await server.restart();
    await expect.poll(() => states, { timeout: 15_000 }).toEqual(['connected', 'lost', 'connected']);
    expect(await device.good.get()).toBe(1);
  });
});

describe('DevRestart, which leaves the connection up', () => {
  it('is seen as connected, lost, connected, and observers get values again', async () => {
    const readings = device.good.observe();
    await device.good.set(5);
    await take(readings, (reading) => reading.ok && reading.value === 5);
    const { length } = proxy.connections;
    await devRestart();
    expect(await take(readings, ({ stale }) => stale)).toMatchObject({ stale: true });
    expect(await take(readings, ({ stale, ok }) => ok && !stale)).toMatchObject({ value: 1 });
    expect(states).toEqual(['connected', 'lost', 'connected']);
    expect(proxy.connections.length).toBe(length);
  });

  it('is noticed when nobody asks anything', async () => {
    await devRestart();
    await expect.poll(() => states, { timeout: 15_000 }).toEqual(['connected', 'lost', 'connected']);
  });
});

describe('a process that hangs', () => {
  it('is lost when it answers no ping either, and back when it goes on', async () => {
    const readings = device.ticks.observe();
    await readings.next();
    server.suspend();
    expect(await take(readings, ({ stale }) => stale)).toMatchObject({ stale: true });
    server.resume();
    expect(await take(readings, ({ stale, ok }) => ok && !stale)).toMatchObject({ stale: false });
    expect(states).toEqual(['connected', 'lost', 'connected']);
  });
});

describe('a write that times out', () => {
  it('is sent once, as the server counts', async () => {
    await device.delay.execute(0.5);
    const before = await device.count.execute('write slow');
    await expect(device.slow.set(3, { deadline: 100 })).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    await device.delay.execute(0);
    expect(await device.slow.get()).toBe(3);
    expect(await device.count.execute('write slow')).toBe(before + 1n);
    expect(states).toEqual(['connected']);
  });

  it('is sent once too when the connection breaks while it runs', async () => {
    await device.delay.execute(0.3);
    const before = await device.count.execute('write slow');
    const written = device.slow.set(4);
    await expect.poll(() => proxy.operations()['write_attributes_4'] ?? 0).toBeGreaterThan(0);
    proxy.drop();
    await expect(written).rejects.toMatchObject({ code: 'LINK.LOST' });
    await expect.poll(() => states).toEqual(['connected', 'lost', 'connected']);
    await device.delay.execute(0);
    expect(await device.slow.get({ fresh: true })).toBe(4);
    expect(await device.count.execute('write slow')).toBe(before + 1n);
  });
});

describe('close', () => {
  it('ends every connection', async () => {
    await device.good.observe().next();
    await connector.close();
    await expect.poll(() => proxy.connections.filter(({ open }) => open)).toEqual([]);
    expect(device.$state.state).toBe('closed');
  });
});
