import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Poller } from '../../../src/runtime/core/polled/poller.ts';

interface Thing {
  readonly period: number;
}

let pollers: Poller<Thing>[] = [];

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  for (const poller of pollers) poller.close();
  pollers = [];
  vi.useRealTimers();
});

/** A poller of one thing, and when it was read. */
function polling(period: number) {
  const reads: number[] = [];
  const thing: Thing = { period };
  const start = performance.now();
  const poller = new Poller<Thing>(async () => void reads.push(performance.now() - start));
  pollers.push(poller);
  poller.add(thing);
  return { poller, thing, reads };
}

describe('a poke', () => {
  it('is heeded at once, and moves the period on', async () => {
    const { poller, thing, reads } = polling(100);
    await vi.advanceTimersByTimeAsync(30);
    poller.poke(thing);
    await vi.advanceTimersByTimeAsync(100);
    expect(reads).toEqual([0, 30, 130]);
  });

  it('of a ramp costs no read beyond those of the period', async () => {
    const { poller, thing, reads } = polling(50);
    for (let at = 0; at < 1_000; at += 5) {
      await vi.advanceTimersByTimeAsync(5);
      poller.poke(thing);
    }
    expect(reads.length).toBeLessThanOrEqual(1_000 / 50 + 2);
    expect(reads.length).toBeGreaterThanOrEqual(1_000 / 50 - 2);
  });

  it('the last of a ramp is followed by a read', async () => {
    const { poller, thing, reads } = polling(50);
    for (let count = 0; count < 7; count++) {
      await vi.advanceTimersByTimeAsync(5);
      poller.poke(thing);
    }
    await vi.advanceTimersByTimeAsync(50);
    expect(reads.at(-1)).toBeGreaterThanOrEqual(35);
  });

  it('waits no more than a second, however long the period', async () => {
    const { poller, thing, reads } = polling(600_000);
    await vi.advanceTimersByTimeAsync(10);
    poller.poke(thing);
    await vi.advanceTimersByTimeAsync(10);
    poller.poke(thing);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads).toEqual([0, 10, 1_010]);
  });

  it('while a read is under way is followed by another', async () => {
    const finish: (() => void)[] = [];
    const thing: Thing = { period: 1_000 };
    const poller = new Poller<Thing>(() => new Promise((resolve) => finish.push(resolve)));
    pollers.push(poller);
    poller.add(thing);
    await vi.advanceTimersByTimeAsync(0);
    poller.poke(thing);
    expect(finish.length).toBe(1);
    finish[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(finish.length).toBe(2);
  });

  it('starts nothing that is not polled', async () => {
    const { poller, thing, reads } = polling(100);
    poller.remove(thing);
    poller.poke(thing);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reads).toEqual([]);
  });
});

it('a period beyond what a timer can count to is no hot loop', async () => {
  const { reads } = polling(2 ** 40);
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reads).toEqual([0]);
  expect(warned).not.toHaveBeenCalled();
});
