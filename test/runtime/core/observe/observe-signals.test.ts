import { badReading, DevgenError, mock, mockOf, pendingWaits, type SignalR, type SignalSpec } from '@devgen/runtime';
import { observeSignals } from '@devgen/runtime/observe';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openMembers } from '../bound-member.ts';

const spec: SignalSpec = { kind: 'rw', source: 'x', type: 'f64' };

async function mocked() {
  const { signal } = await openMembers(mock(), { x: spec, y: { ...spec, source: 'y' } });
  const [x, y] = [signal('x') as SignalR<unknown>, signal('y') as SignalR<unknown>];
  return { x, y, hands: { x: mockOf(x), y: mockOf(y) } };
}

type Row = readonly [signal: SignalR<unknown>, reading: { readonly ok: boolean; readonly value?: unknown }];

async function take(rows: AsyncIterator<Row, undefined>): Promise<readonly [string, unknown]> {
  const { value, done } = await rows.next();
  if (done === true || value === undefined) throw new Error('it ended');
  return [value[0].name, value[1].value];
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

const observers = ({ hands }: Awaited<ReturnType<typeof mocked>>): number => hands.x.observers + hands.y.observers;

describe('observeSignals', () => {
  afterEach(() => expect(pendingWaits()).toEqual([]));

  it('yields each signal with its readings, in the order in which they come', async () => {
    const all = await mocked();
    const rows = observeSignals([all.x, all.y]);
    expect([await take(rows), await take(rows)]).toEqual([
      ['dev.x', 0],
      ['dev.y', 0],
    ]);
    expect(pendingWaits()).toMatchObject([{ name: 'dev.x and 1 more', what: 'observeSignals', deadline: Infinity }]);
    all.hands.y.set(1);
    all.hands.x.set(2);
    all.hands.y.set(1);
    expect([await take(rows), await take(rows), await take(rows)]).toEqual([
      ['dev.y', 1],
      ['dev.x', 2],
      ['dev.y', 1],
    ]);
    const waiting = rows.next();
    await rows.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(observers(all)).toBe(0);
  });

  it('ends with the loop', async () => {
    const all = await mocked();
    for await (const [signal, reading] of observeSignals([all.x, all.y])) {
      expect(reading.ok).toBe(true);
      if (signal === all.y) break;
    }
    expect(observers(all)).toBe(0);
    for await (const row of observeSignals([])) throw new Error(`nothing to observe, yet ${String(row)}`);
  });

  it('ends when `done` resolves, after what came before', async () => {
    const all = await mocked();
    const ending = new AbortController();
    const done = once(ending.signal);
    const rows = observeSignals([all.x], { done });
    await take(rows);
    all.hands.x.set(1);
    all.hands.x.set(2);
    // The readings are in the queue.
    await new Promise((settle) => setImmediate(settle));
    ending.abort();
    await done;
    expect(observers(all)).toBe(0);
    expect([await take(rows), await take(rows)]).toEqual([
      ['dev.x', 1],
      ['dev.x', 2],
    ]);
    expect(await rows.next()).toEqual({ done: true, value: undefined });
  });

  it('throws what `done` rejects with', async () => {
    const all = await mocked();
    const done = Promise.reject(new RangeError('mine'));
    const rows = observeSignals([all.x, all.y], { done });
    await expect(
      (async () => {
        for await (const _ of rows);
      })(),
    ).rejects.toThrow(RangeError);
    expect(await rows.next()).toEqual({ done: true, value: undefined });
    expect(observers(all)).toBe(0);
  });

  it('has a limit for the first reading, for each after it, and for the whole', async () => {
    const silent = { observe: () => new Promise(() => {}), name: 'dev.s', source: 'mock://s' };
    const never = Object.create(silent, {
      observe: {
        value: () => ({
          next: () => new Promise(() => {}),
          [Symbol.asyncIterator]() {
            return this;
          },
        }),
      },
    }) as SignalR<number>;
    await expect(observeSignals([never], { first: 10, interval: 1_000 }).next()).rejects.toMatchObject({
      code: 'CALL.TIMEOUT',
      message: 'dev.s (mock://s): no reading within 10 ms',
      hint: 'a longer `first` waits longer',
    });

    const all = await mocked();
    const paced = observeSignals([all.x, all.y], { first: 1_000, interval: 10 });
    await take(paced);
    await take(paced);
    await expect(paced.next()).rejects.toMatchObject({
      message: 'dev.x (mock://dev/1/x), dev.y (mock://dev/1/y): no reading within 10 ms',
    });
    const whole = observeSignals([all.x], { deadline: 500 });
    await take(whole);
    await expect(whole.next()).rejects.toMatchObject({ message: 'dev.x (mock://dev/1/x): not done within 500 ms' });
    expect(observers(all)).toBe(0);
  });

  it('does not count what the loop does between', async () => {
    const all = await mocked();
    const rows = observeSignals([all.x], { interval: 5 });
    await take(rows);
    await new Promise((resolve) => setTimeout(resolve, 20));
    all.hands.x.set(1);
    expect(await take(rows)).toEqual(['dev.x', 1]);
    await rows.return?.();
  });

  it('looks at the clock though readings are always at hand', async () => {
    const all = await mocked();
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const rows = observeSignals([all.x], { deadline: 60_000 });
      await take(rows);
      all.hands.x.set(1);
      await Promise.resolve();
      vi.advanceTimersByTime(60_001);
      await expect(rows.next()).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps as many readings of each signal as were asked for, and tells what was missed', async () => {
    const all = await mocked();
    const rows = observeSignals([all.x, all.y], { queue: 2 });
    await take(rows);
    await take(rows);
    all.hands.y.set(1);
    for (const value of [1, 2, 3, 4, 5]) all.hands.x.set(value);
    await new Promise((settle) => setImmediate(settle));
    expect(await take(rows)).toEqual(['dev.y', 1]);
    expect((await rows.next()).value).toMatchObject([all.x, { value: 4, missed: 3 }]);
    expect((await rows.next()).value).toMatchObject([all.x, { value: 5 }]);
    await rows.return?.();
  });

  it('ends without an error when the caller aborts, and with that of a signal which ends', async () => {
    const all = await mocked();
    const controller = new AbortController();
    const rows = observeSignals([all.x, all.y], { signal: controller.signal });
    await take(rows);
    controller.abort();
    expect(await rows.next()).toEqual({ done: true, value: undefined });
    expect(await observeSignals([all.x], { signal: AbortSignal.abort() }).next()).toMatchObject({ done: true });
    expect(observers(all)).toBe(0);

    const broken = observeSignals([all.x, all.y], { period: -1 });
    await expect(broken.next()).rejects.toMatchObject({ code: 'VALUE.TYPE', member: 'dev.x' });
    expect(observers(all)).toBe(0);
  });

  it('passes on what is no value', async () => {
    const all = await mocked();
    const rows = observeSignals([all.x]);
    await take(rows);
    all.hands.x.set(badReading(new DevgenError('out of order', { code: 'X.Y' })));
    expect((await rows.next()).value).toMatchObject([all.x, { ok: false }]);
    await rows.return?.();
  });
});
