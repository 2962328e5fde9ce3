import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Connector, connectAll, defineDevice, getMany, type Reading } from '@devgen/runtime';
import { DevFailed, tango } from '@devgen/runtime/tango';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { type Proxy, startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';

const Faults = defineDevice({
  id: 'tango:Faults',
  members: {
    good: { kind: 'rw', source: 'good', type: 'f64' },
    level: { kind: 'rw', source: 'level', type: 'f64' },
    sometimes: { kind: 'r', source: 'sometimes', type: 'f64' },
    failing: { kind: 'rw', source: 'failing', type: 'f64' },
    ticks: { kind: 'r', source: 'ticks', type: 'i64' },
    slow: { kind: 'r', source: 'slow', type: 'f64' },
    delay: { kind: 'command', source: 'Delay', in: 'f64' },
    state: {
      kind: 'r',
      source: 'State',
      type: 'enum',
      labels: [
        'ON',
        'OFF',
        'CLOSE',
        'OPEN',
        'INSERT',
        'EXTRACT',
        'MOVING',
        'STANDBY',
        'FAULT',
        'INIT',
        'RUNNING',
        'ALARM',
        'DISABLE',
        'UNKNOWN',
      ],
    },
    quality: { kind: 'command', source: 'Quality', in: 'str' },
    break: { kind: 'command', source: 'Break', in: 'bool' },
  },
});

let server: DeviceServer;
let proxy: Proxy;
let connector: Connector;
let device: InstanceType<typeof Faults>;

beforeAll(async () => {
  server = await startPyServer('faults.py', { devices: [{ name: 'test/faults/1', class: 'Faults' }] });
});
afterAll(() => server.stop());

beforeEach(async () => {
  proxy = await startProxy();
  connector = tango(`tango://${server.host}:${server.port}#dbase=no`, {
    connectVia: proxy.connectVia,
    environment: {},
    period: 10,
  });
  ({ device } = await connectAll({ device: new Faults('test/faults/1') }, { via: [connector] }));
});
afterEach(async () => {
  await connector.close();
  await proxy.stop();
});

async function next<T>(readings: AsyncIterator<Reading<T>>): Promise<Reading<T>> {
  const { value, done } = await readings.next();
  if (done) throw new Error('the observation ended');
  return value;
}

async function valueAfter<T>(readings: AsyncIterator<Reading<T>>): Promise<T> {
  const reading = await next(readings);
  if (!reading.ok) throw reading.error;
  return reading.value;
}

const polls = (): number => proxy.operations()['read_attributes_5'] ?? 0;

describe('what is observed', () => {
  it('is read in one call a poll, whatever number of attributes it is', async () => {
    proxy.clear();
    const observed = [device.good.observe(), device.level.observe(), device.state.observe(), device.ticks.observe()];
    await Promise.all(observed.map((readings) => readings.next()));
    const first = await valueAfter(observed[3] as AsyncIterator<Reading<bigint>>);
    const asked = polls();
    let last = first;
    while (last < first + 10n) last = await valueAfter(observed[3] as AsyncIterator<Reading<bigint>>);
    expect(polls() - asked).toBeLessThanOrEqual(Number(last - first) + 1);
  });

  it('is told when it moved by as much as was asked for', async () => {
    await device.good.set(100);
    const absolute = device.good.observe({ absolute: 5 });
    const relative = device.good.observe({ relative: 0.5 });
    const every = device.good.observe();
    expect([await valueAfter(absolute), await valueAfter(relative), await valueAfter(every)]).toEqual([100, 100, 100]);
    for (const value of [104, 105, 149, 150, 150]) {
      await device.good.set(value);
      if (value !== 150) expect(await valueAfter(every)).toBe(value);
    }
    expect([await valueAfter(absolute), await valueAfter(absolute)]).toEqual([105, 149]);
    expect(await valueAfter(relative)).toBe(150);
  });

  it('is told with its quality, also when only that changed', async () => {
    await device.level.set(1);
    const readings = device.level.observe();
    expect(await next(readings)).toMatchObject({ quality: 'VALID', severity: 'none' });
    await device.quality.execute('CHANGING');
    expect(await next(readings)).toMatchObject({ quality: 'CHANGING', severity: 'none', value: 1 });
    await device.quality.execute('WARNING');
    expect(await next(readings)).toMatchObject({ quality: 'WARNING', severity: 'minor' });
    await device.quality.execute('ALARM');
    expect(await next(readings)).toMatchObject({ quality: 'ALARM', severity: 'major' });
    await device.quality.execute('INVALID');
    expect(await next(readings)).toMatchObject({ ok: false, severity: 'invalid', error: { code: 'VALUE.INVALID' } });
    await device.quality.execute('VALID');
    expect(await next(readings)).toMatchObject({ quality: 'VALID', value: 1 });
  });

  it('is an error while it fails, hides none of its neighbours, and goes on afterwards', async () => {
    const [readings, neighbour] = [device.sometimes.observe(), device.ticks.observe()];
    expect(await next(readings)).toMatchObject({ ok: true });
    await device.break.execute(true);
    const failed = await next(readings);
    expect(failed).toMatchObject({ ok: false, error: { code: 'TANGO.DEV_FAILED' } });
    const ticks = await valueAfter(neighbour);
    expect(await valueAfter(neighbour)).toBeGreaterThan(ticks);
    await device.break.execute(false);
    expect(await next(readings)).toMatchObject({ ok: true });
  });

  it('goes on beside an attribute that answers later than any call lasts, and whose value comes too', async () => {
    await device.delay.execute(3.4);
    const [slow, ticks] = [device.slow.observe(), device.ticks.observe()];
    const first = await Promise.all([next(slow), next(ticks)]);
    expect(first.map((reading) => !reading.ok && reading.error.code)).toEqual(['CALL.TIMEOUT', 'CALL.TIMEOUT']);
    expect(await valueAfter(slow)).toBe(await device.good.get({ deadline: 10_000 }));
    const start = await valueAfter(ticks);
    for (let last = start; last < start + 5n;) last = await valueAfter(ticks);
    expect(device.$state.state).toBe('connected');
    await device.delay.execute(0, { deadline: 10_000 });
  });

  it('is asked no more when nobody observes it', async () => {
    const readings = device.ticks.observe();
    await readings.next();
    await readings.return?.();
    // Answers come in the order of the calls on one device, so this one is behind a poll under way.
    const before = await device.ticks.get();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await device.ticks.get()).toBe(before + 1n);
  });
});

describe('one reading', () => {
  it('carries the time of the server', async () => {
    const before = BigInt(Date.now() - 1) * 1_000_000n;
    const reading = await device.good.reading();
    expect(reading.timeNs).toBeGreaterThan(before);
    expect(reading.timeNs).toBeLessThan(BigInt(Date.now() + 1) * 1_000_000n);
  });

  it("carries the server's whole stack of errors", async () => {
    const reading = await device.failing.reading();
    expect(reading).toMatchObject({ ok: false, error: { code: 'TANGO.DEV_FAILED' } });
    if (!reading.ok)
      for (const level of ['Motor_Stalled', 'Level_2', 'Level_3']) expect(reading.error.message).toContain(level);
    await expect(device.failing.set(1)).rejects.toThrow(/Motor_Stalled[^]*Level_2/);
  });

  it('that fails is told under the name of its member, once, with what to do', async () => {
    const where = `device.failing (${device.failing.source})`;
    const why = 'Motor_Stalled: The motor stalled at 3.5 mm (Axis::move())';
    const failed = { code: 'TANGO.DEV_FAILED', member: 'device.failing', hint: expect.stringContaining('Status') };
    await expect(device.failing.get()).rejects.toMatchObject({
      ...failed,
      message: expect.stringContaining(`${where}: get: ${why}`),
    });
    const error: unknown = await device.failing.set(1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DevFailed);
    expect(error).toMatchObject({ ...failed, message: expect.stringContaining(`${where}: set: ${why}`) });
    expect(String(error).split('failing')).toHaveLength(3);
  });

  it('is one call for many members', async () => {
    proxy.clear();
    const readings = await getMany([device.good, device.failing, device.state]);
    expect(readings.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(proxy.operations()).toEqual({ read_attributes_5: 1 });
  });
});
