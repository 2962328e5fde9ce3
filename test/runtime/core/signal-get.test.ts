import { badReading, DevgenError, pendingWaits } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { createSignal } from '../../../src/runtime/core/signal/signal.ts';
import { slot } from '../../../src/runtime/core/contract/slot.ts';
import { mocked, number } from './mocked-signal.ts';

describe('a signal that is not connected', () => {
  it('rejects every call with the next step, and waits for nothing', async () => {
    const signal = createSignal(number, 'stage.x', 'sys/tg_test/1/ampli');
    for (const call of [signal.get(), signal.set(1), signal.setpoint(), signal.describe(), signal.observe().next()]) {
      await expect(call).rejects.toMatchObject({
        code: 'NOT_CONNECTED',
        member: 'stage.x',
        source: 'sys/tg_test/1/ampli',
      });
    }
    await expect(signal.get()).rejects.toThrow('stage.x (sys/tg_test/1/ampli) is not connected');
    await expect(signal.get()).rejects.toMatchObject({ hint: expect.stringContaining('connectAll') });
    expect(pendingWaits()).toEqual([]);
  });

  it('tells its face and the metadata of its class', () => {
    const signal = createSignal(number, 'x', 'a/b/c');
    expect(signal).toMatchObject({ kind: 'rw', name: 'x', source: 'a/b/c', type: 'f64', meta: { units: 'V' } });
    expect(Object.prototype.toString.call(signal)).toBe('[object Signal]');
  });

  it('rejects with the reason why its binding failed', async () => {
    const signal = createSignal(number, 'x', 'a/b/c');
    const error = new DevgenError('x: MEMBER.TYPE', { code: 'MEMBER.TYPE' });
    signal[slot].binding = { state: 'failed', error };
    signal[slot].rebound();
    await expect(signal.get()).rejects.toMatchObject({ code: 'MEMBER.TYPE', member: 'x', cause: error });
    await expect(signal.set(1)).rejects.toMatchObject({ code: 'MEMBER.TYPE', member: 'x' });
    await expect(signal.observe().next()).rejects.toMatchObject({ code: 'MEMBER.TYPE', member: 'x' });
  });
});

describe('get', () => {
  it('asks when nothing is observed and serves the last event when something is', async () => {
    const { x, link } = await mocked();
    let asked = 0;
    const { backend } = x[slot].binding as { backend: ReturnType<typeof link.backend> };
    const get = backend.get.bind(backend);
    backend.get = (io) => (asked++, get(io));
    await x.get();
    expect(asked).toBe(1);
    const readings = x.observe();
    await readings.next();
    expect(await x.get()).toBe(0);
    expect(asked).toBe(1);
    await x.get({ fresh: true });
    expect(asked).toBe(2);
    await readings.return?.();
    await x.get();
    expect(asked).toBe(3);
  });

  it('asks after an own set until the next event', async () => {
    const { x, link, hand } = await mocked();
    let asked = 0;
    const { backend } = x[slot].binding as { backend: ReturnType<typeof link.backend> };
    const get = backend.get.bind(backend);
    backend.get = (io) => (asked++, get(io));
    const readings = x.observe();
    await readings.next();
    await x.set(3);
    expect(await x.get()).toBe(3);
    expect(asked).toBe(1);
    hand.set(4);
    expect(await x.get()).toBe(4);
    expect(asked).toBe(1);
    await readings.return?.();
  });

  it('is not served by an observation with a threshold', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe({ absolute: 10 });
    await readings.next();
    hand.set(3);
    expect(await x.get()).toBe(3);
    await readings.return?.();
  });

  it('rejects from the cache while the link is lost, and its reading is stale', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe();
    await readings.next();
    hand.lose();
    await expect(x.get()).rejects.toMatchObject({ code: 'LINK.LOST', member: 'dev.x' });
    expect(await x.reading()).toMatchObject({ ok: true, value: 0, stale: true });
    await expect(x.get({ fresh: true })).rejects.toMatchObject({ code: 'LINK.LOST' });
    hand.restore();
    expect(await x.get()).toBe(0);
    await readings.return?.();
  });

  it('ends at its deadline although the backend never does, three seconds by default', async () => {
    const { x } = await mocked();
    const { backend } = x[slot].binding as unknown as { backend: { get: () => Promise<never> } };
    backend.get = () => new Promise(() => {});
    await expect(x.get({ deadline: 10 })).rejects.toThrow('dev.x (mock://dev/1/ampli): get: no answer within 10 ms');
    const controller = new AbortController();
    const get = x.get({ signal: controller.signal });
    const [wait] = pendingWaits();
    expect(wait!.deadline - wait!.since).toBe(3_000);
    controller.abort();
    await expect(get).rejects.toMatchObject({ code: 'CALL.ABORTED', member: 'dev.x' });
    expect(pendingWaits()).toEqual([]);
  });

  it('rejects with the error of a reading without value', async () => {
    const { x, hand } = await mocked();
    hand.set(badReading(new DevgenError('sensor broken', { code: 'TANGO.DEV_FAILED' })));
    await expect(x.get()).rejects.toMatchObject({
      code: 'TANGO.DEV_FAILED',
      message: expect.stringContaining('dev.x (mock://dev/1/ampli): get: sensor broken'),
    });
    expect(await x.reading()).toMatchObject({ ok: false, severity: 'invalid' });
  });
});
