import { DevgenError, mock, mockOf, type Reading, type SignalSpec } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { slot } from '../../../src/runtime/core/contract/slot.ts';
import { openMembers, unlimited } from './bound-member.ts';

const number: SignalSpec = { kind: 'rw', source: 'ampli', type: 'f64' };

async function mocked() {
  const { signal, link } = await openMembers(mock(), { x: number });
  const x = signal('x');
  return { x, link, hand: mockOf(x) };
}

async function value(iterator: AsyncIterator<Reading>): Promise<unknown> {
  const { value: reading } = await iterator.next();
  return reading.ok ? reading.value : reading.error.code;
}

describe('observe', () => {
  it('yields the current reading, then every change, duplicates included', async () => {
    const { x, hand } = await mocked();
    hand.set(1);
    const readings = x.observe();
    expect(await value(readings)).toBe(1);
    hand.set(2);
    hand.set(2);
    hand.set(3);
    expect([await value(readings), await value(readings), await value(readings)]).toEqual([2, 2, 3]);
    await readings.return?.();
  });

  it('subscribes with the first reading asked for, not before', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe();
    expect(hand.observers).toBe(0);
    await readings.next();
    expect(hand.observers).toBe(1);
    await readings.return?.();
  });

  it('shares one subscription among equal options, and gives each observer the current reading', async () => {
    const { x, hand } = await mocked();
    const [first, second, slow] = [x.observe(), x.observe({}), x.observe({ period: 5_000 })];
    expect([await value(first), await value(second), await value(slow)]).toEqual([0, 0, 0]);
    expect(hand.observers).toBe(2);
    await first.return?.();
    expect(hand.observers).toBe(2);
    hand.set(7);
    expect(await value(second)).toBe(7);
    await second.return?.();
    expect(hand.observers).toBe(1);
    await slow.return?.();
    expect(hand.observers).toBe(0);
  });

  it('drops the oldest readings of a slow consumer and counts them', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe({ queue: 2 });
    await readings.next();
    for (const next of [1, 2, 3, 4, 5]) hand.set(next);
    expect((await readings.next()).value).toMatchObject({ value: 4, missed: 3 });
    expect((await readings.next()).value).toEqual(expect.not.objectContaining({ missed: 3 }));
    await readings.return?.();
  });

  it('releases the subscription on every way out of the loop', async () => {
    const { x, hand } = await mocked();
    for await (const _ of x.observe()) break;
    expect(hand.observers).toBe(0);
    const failing = (async () => {
      for await (const _ of x.observe()) throw new Error('consumer');
    })();
    await expect(failing).rejects.toThrow('consumer');
    expect(hand.observers).toBe(0);
    const controller = new AbortController();
    const aborted = (async () => {
      let count = 0;
      for await (const _ of x.observe({ signal: controller.signal })) {
        count++;
        controller.abort();
      }
      return count;
    })();
    expect(await aborted).toBe(1);
    expect(hand.observers).toBe(0);
  });

  it('ends at once for a signal that is aborted already, and while it waits', async () => {
    const { x, hand } = await mocked();
    expect(await x.observe({ signal: AbortSignal.abort() }).next()).toEqual({ done: true, value: undefined });
    const controller = new AbortController();
    const readings = x.observe({ signal: controller.signal });
    await readings.next();
    const pending = readings.next();
    controller.abort();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(hand.observers).toBe(0);
  });

  it('goes on for the others when one consumer throws', async () => {
    const { x, hand } = await mocked();
    const survivor = x.observe();
    await survivor.next();
    const failing = (async () => {
      for await (const _ of x.observe()) throw new Error('consumer');
    })();
    await expect(failing).rejects.toThrow('consumer');
    hand.set(9);
    expect(await value(survivor)).toBe(9);
    await survivor.return?.();
  });

  it('applies thresholds to numbers and lets severity pass', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe({ absolute: 1 });
    await readings.next();
    hand.set(0.5);
    hand.set({ ok: true, value: 0.6, severity: 'major', timeNs: 5n, stale: false });
    expect((await readings.next()).value).toMatchObject({ value: 0.6, severity: 'major', timeNs: 5n });
    await readings.return?.();
    hand.set(1);
    const relative = x.observe({ relative: 0.5 });
    await relative.next();
    hand.set(1.4);
    hand.set(2);
    expect((await relative.next()).value).toMatchObject({ value: 2 });
    await relative.return?.();
  });

  it('survives the loss of the link: a stale reading, then a first value again', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe();
    await readings.next();
    hand.lose();
    expect((await readings.next()).value).toMatchObject({ value: 0, stale: true });
    hand.set(4);
    hand.restore();
    expect((await readings.next()).value).toMatchObject({ value: 4, stale: false });
    await readings.return?.();
  });

  it('survives rebinding, and tells why when the new binding failed', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe();
    await readings.next();
    const other = await mock().open('dev/2', { id: 'test:', members: { x: number } }, unlimited());
    const error = new DevgenError('gone', { code: 'MEMBER.MISSING' });
    x[slot].binding = { state: 'failed', error };
    x[slot].rebound();
    expect(await value(readings)).toBe('MEMBER.MISSING');
    expect(hand.observers).toBe(0);
    x[slot].binding = { state: 'bound', link: other, backend: other.backend([], number) };
    x[slot].rebound();
    expect(await value(readings)).toBe(0);
    await x.set(6);
    expect(await value(readings)).toBe(6);
    hand.set(1);
    expect(await x.get()).toBe(6);
    await readings.return?.();
    expect(mockOf(x).observers).toBe(0);
  });

  it('rejects once with the reason of a dispose, then is done', async () => {
    const { x, hand } = await mocked();
    const readings = x.observe();
    await readings.next();
    const pending = readings.next();
    const error = new DevgenError('disposed', { code: 'LINK.CLOSED' });
    x[slot].dispose(error);
    await expect(pending).rejects.toBe(error);
    expect(await readings.next()).toEqual({ done: true, value: undefined });
    expect(hand.observers).toBe(0);
  });

  it('rejects when the backend refuses to subscribe, and keeps nothing', async () => {
    const { x } = await mocked();
    const { backend } = x[slot].binding as { backend: { subscribe: unknown } };
    backend.subscribe = () => {
      throw new Error('no events here');
    };
    await expect(x.observe().next()).rejects.toMatchObject({ message: expect.stringContaining('no events here') });
    await expect(x.observe().next()).rejects.toMatchObject({ code: 'CALL.FAILED' });
  });
});
