import {
  mock,
  mockOf,
  pendingWaits,
  setAndWaitForOtherValue,
  setAndWaitForValue,
  type SignalSpec,
  waitForValue,
} from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { openMembers } from './bound-member.ts';

async function mocked(spec: Partial<SignalSpec> = {}) {
  const { signal } = await openMembers(mock(), { x: { kind: 'rw', source: 'ampli', type: 'f64', ...spec } });
  const x = signal('x');
  return { x, hand: mockOf(x) };
}

function inPosition(): boolean {
  return false;
}

function near(value: unknown): boolean {
  return Math.abs(Number(value) - 5) < 0.1;
}

describe('waitForValue', () => {
  it('resolves with the present value or the first later one that matches', async () => {
    const { x, hand } = await mocked();
    expect(await waitForValue(x, 0)).toBe(0);
    const wait = waitForValue(x, (value) => Number(value) > 2);
    await expect.poll(() => hand.observers).toBe(1);
    for (const value of [1, 2, 3, 4]) hand.set(value);
    expect(await wait).toBe(3);
    expect(hand.observers).toBe(0);
  });

  it('compares arrays, tables and NaN by value', async () => {
    const array = await mocked({ type: 'f64[]' });
    array.hand.set(new Float64Array([1, Number.NaN]));
    expect(await waitForValue(array.x, new Float64Array([1, Number.NaN]))).toEqual(new Float64Array([1, Number.NaN]));
    const table = await mocked({ type: 'table', fields: [{ name: 'a', type: 'i64[]' }] });
    table.hand.set({ a: new BigInt64Array([1n]) });
    expect(await waitForValue(table.x, { a: new BigInt64Array([1n]) })).toBeDefined();
    await expect(waitForValue(table.x, { a: new BigInt64Array([2n]) }, { deadline: 5 })).rejects.toMatchObject({
      code: 'CALL.TIMEOUT',
    });
  });

  it('says at its end who waited for what, how long, and what there was', async () => {
    const { x, hand } = await mocked();
    hand.set(3.2);
    const wait = waitForValue(x, 5, { deadline: 20 });
    expect(pendingWaits()).toMatchObject([{ name: 'dev.x', what: 'waitForValue', source: 'mock://dev/1/ampli' }]);
    await expect(wait).rejects.toMatchObject({
      code: 'CALL.TIMEOUT',
      message: 'dev.x (mock://dev/1/ampli) did not match 5: no answer within 20 ms; last value 3.2',
      hint: 'numbers match exactly: a condition allows for noise',
      actual: 3.2,
    });
    expect(hand.observers).toBe(0);
    expect(pendingWaits()).toEqual([]);
    await expect(waitForValue(x, inPosition, { deadline: 5 })).rejects.toThrow('did not match function inPosition');
  });

  it('does not take a stale value', async () => {
    const { x, hand } = await mocked();
    hand.lose();
    await expect(waitForValue(x, 0, { deadline: 10 })).rejects.toThrow('last value 0, stale');
  });

  it('rejects with what the condition throws, and with the abort of the caller', async () => {
    const { x, hand } = await mocked();
    const wait = waitForValue(x, () => {
      throw new RangeError('mine');
    });
    await expect(wait).rejects.toThrow(RangeError);
    await expect(waitForValue(x, 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CALL.ABORTED' });
    expect(hand.observers).toBe(0);
  });
});

describe('setAndWaitForValue', () => {
  it('observes before it sets, so that no change is missed', async () => {
    const { x, hand } = await mocked();
    const seen: unknown[] = [];
    hand.onPut((value) => {
      seen.push(hand.observers);
      hand.set(value);
      hand.set(0);
      return 0;
    });
    expect((await setAndWaitForValue(x, 1)).value).toBe(1);
    expect(seen).toEqual([1]);
    expect(hand.observers).toBe(0);
  });

  it('waits for another value than the one that is set', async () => {
    const { x, hand } = await mocked();
    hand.onPut(() => 4.99);
    expect((await setAndWaitForValue(x, 5, { match: near })).value).toBe(4.99);
    hand.onPut(() => 7);
    expect((await setAndWaitForValue(x, 5, { match: 7 })).value).toBe(7);
  });

  it('awaits the write too, unless told otherwise', async () => {
    const { x, hand } = await mocked();
    const release = hand.hold();
    const busy = setAndWaitForValue(x, 1, { awaitSet: false });
    await expect.poll(() => hand.puts.length).toBe(1);
    hand.set(1);
    const { completed } = await busy;
    let done = false;
    void completed.then(() => (done = true));
    await x.get();
    expect(done).toBe(false);
    release();
    await completed;
  });

  it('fails at once when the write fails', async () => {
    const { x, hand } = await mocked();
    hand.fail(new Error('stuck'));
    await expect(setAndWaitForValue(x, 1)).rejects.toThrow('set: stuck');
    expect(hand.observers).toBe(0);
  });

  it('has one deadline, and the write may have a shorter one', async () => {
    const { x, hand } = await mocked();
    hand.hold();
    await expect(setAndWaitForValue(x, 1, { deadline: 20 })).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    await expect(setAndWaitForValue(x, 1, { set: { deadline: 10 } })).rejects.toThrow('set: no answer within 10 ms');
    expect(hand.observers).toBe(0);
    expect(pendingWaits()).toEqual([]);
  });
});

async function pair() {
  const members = { demand: { kind: 'w', source: 'd', type: 'f64' }, done: { kind: 'r', source: 'r', type: 'bool' } };
  const { signal } = await openMembers(mock(), members as Readonly<Record<'demand' | 'done', SignalSpec>>);
  const [demand, done] = [signal('demand'), signal('done')];
  return { demand, done, hand: mockOf(demand), readback: mockOf(done) };
}

describe('setAndWaitForOtherValue', () => {
  it('sets one and waits for another, which it observes before', async () => {
    const { demand, done, hand, readback } = await pair();
    const seen: unknown[] = [];
    hand.onPut(() => {
      seen.push(readback.observers);
      readback.set(true);
      readback.set(false);
    });
    const { value, completed } = await setAndWaitForOtherValue(demand, 5, done, true);
    await completed;
    expect([value, hand.puts, seen, readback.observers]).toEqual([true, [5], [1], 0]);
  });

  it('has one deadline for both, and is listed under the one that it waits for', async () => {
    const { demand, done, readback } = await pair();
    const wait = setAndWaitForOtherValue(demand, 5, done, true, { deadline: 30 });
    expect(pendingWaits()).toMatchObject([{ name: 'dev.done', what: 'setAndWaitForOtherValue' }]);
    await expect(wait).rejects.toMatchObject({
      code: 'CALL.TIMEOUT',
      message: 'dev.done (mock://dev/1/r) did not match true: no answer within 30 ms; last value false',
    });
    expect([readback.observers, pendingWaits()]).toEqual([0, []]);
  });

  it('ends when the set fails, and leaves nothing subscribed', async () => {
    const { demand, done, hand, readback } = await pair();
    hand.fail(new Error('stuck'));
    await expect(setAndWaitForOtherValue(demand, 5, done, true)).rejects.toThrow(
      'dev.demand (mock://dev/1/d): set: stuck',
    );
    expect([readback.observers, pendingWaits()]).toEqual([0, []]);
  });

  it('ends when the match comes, if the set may go on', async () => {
    const { demand, done, hand, readback } = await pair();
    const release = hand.hold();
    const busy = setAndWaitForOtherValue(demand, 1, done, true, { awaitSet: false });
    await expect.poll(() => hand.puts.length).toBe(1);
    readback.set(true);
    const { completed } = await busy;
    release();
    await completed;

    hand.hold();
    const both = setAndWaitForOtherValue(demand, 1, done, true, { deadline: 20 });
    await expect(both).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
  });
});
