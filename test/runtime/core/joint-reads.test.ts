import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JointReads, type Outcome } from '../../../src/runtime/core/polled/joint-reads.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

/** A device that serves one call after the other, and each to its end, whether or not anybody still waits for it. */
class SerialDevice {
  /** What each member takes to read, in milliseconds. */
  readonly durations: Map<string, number>;
  readonly calls: { readonly names: readonly string[]; readonly at: number; readonly outcome: Outcome }[] = [];
  #free = 0;

  constructor(durations: Readonly<Record<string, number>>) {
    this.durations = new Map(Object.entries(durations));
  }

  /** Something else than a read keeps it. */
  busyUntil(at: number): void {
    this.#free = Math.max(this.#free, at);
  }

  readonly ask = async (names: readonly string[], milliseconds: number): Promise<Outcome> => {
    const at = performance.now();
    const taken = names.reduce((sum, name) => sum + (this.durations.get(name) ?? 0), 0);
    this.#free = Math.max(this.#free, at) + taken;
    const wait = Math.min(this.#free - at, milliseconds);
    const outcome = this.#free - at <= milliseconds ? 'answered' : 'silent';
    await new Promise((resolve) => setTimeout(resolve, wait));
    this.calls.push({ names, at, outcome });
    return outcome;
  };

  /** When the member was asked, and its value arrived. */
  answersTo(name: string): readonly number[] {
    return this.calls
      .filter(({ names, outcome }) => outcome === 'answered' && names.includes(name))
      .map(({ at }) => at);
  }

  asked(name: string): number {
    return this.calls.filter(({ names }) => names.includes(name)).length;
  }
}

/** Polls all members every 100 ms, one poll at a time, for so long. */
async function poll(device: SerialDevice, milliseconds: number, reads = new JointReads<string>()): Promise<void> {
  const end = performance.now() + milliseconds;
  const polling = (async () => {
    while (performance.now() < end) {
      const members = [...device.durations.keys()];
      await reads.read(members, members.length, device.ask);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  await vi.advanceTimersByTimeAsync(milliseconds + 60_000);
  await polling;
}

describe('members that are polled together', () => {
  it('are one call while they answer', async () => {
    const device = new SerialDevice({ a: 1, b: 1, c: 1 });
    await poll(device, 1_000);
    expect(new Set(device.calls.map(({ names }) => names.join()))).toEqual(new Set(['a,b,c']));
  });

  it('go on when one of them is slow, which is asked alone and seldom and brings values too', async () => {
    const device = new SerialDevice({ slow: 4_000, a: 1, b: 1 });
    await poll(device, 300_000);
    expect(device.calls[0]).toMatchObject({ names: ['slow', 'a', 'b'], outcome: 'silent' });
    const later = device.calls.slice(8);
    expect(new Set(later.map(({ names }) => names.join()))).toEqual(new Set(['slow', 'a,b']));
    expect(later.every(({ outcome }) => outcome === 'answered')).toBe(true);
    expect(device.answersTo('a').length).toBeGreaterThan(2_000);
    expect(device.answersTo('slow').length).toBeGreaterThan(4);
    expect(device.asked('slow') * 4_000).toBeLessThan(300_000 / 4);
  });

  it('go on between the calls of one that never answers in time', async () => {
    const device = new SerialDevice({ a: 1, hanging: 40_000, b: 1 });
    await poll(device, 3_000_000);
    expect(device.answersTo('a').length).toBeGreaterThan(20_000);
    expect(device.asked('hanging') * 40_000).toBeLessThan(3_000_000 / 4);
    // None of the others was taken for slow.
    const last = device.calls.filter(({ names }) => names.includes('a')).at(-1);
    expect(last?.names).toEqual(['a', 'b']);
  });

  it('are one call again when a device that answered nobody answers again', async () => {
    const device = new SerialDevice({ a: 1, b: 1, c: 1 });
    const reads = new JointReads<string>();
    device.busyUntil(performance.now() + 10_000);
    await poll(device, 12_000, reads);
    const back = device.calls.findIndex(({ outcome }) => outcome === 'answered');
    expect(device.calls.slice(back + 6).every(({ names }) => names.join() === 'a,b,c')).toBe(true);
    expect(device.calls.length).toBeGreaterThan(back + 10);
  });

  it('are no call of their own when they are moderately slow together', async () => {
    const device = new SerialDevice({ a: 1_200, b: 1_200, c: 1_200, quick: 1 });
    await poll(device, 200_000);
    expect(device.calls.filter(({ outcome }) => outcome === 'silent').length).toBeLessThanOrEqual(2);
    for (const name of ['a', 'b', 'c']) expect(device.answersTo(name).length).toBeGreaterThan(5);
  });

  it('go on when they are observed after one that was slow alone, or beside one that is slow already', async () => {
    const device = new SerialDevice({ slow: 4_000 });
    const reads = new JointReads<string>();
    await poll(device, 10_000, reads);
    device.durations.set('a', 1);
    await poll(device, 100_000, reads);
    expect(device.answersTo('a').length).toBeGreaterThan(500);
    device.durations.set('other', 5_000).set('b', 1);
    await poll(device, 200_000, reads);
    expect(device.answersTo('b').length).toBeGreaterThan(500);
    expect(device.answersTo('other').length).toBeGreaterThan(2);
  });

  it('go on when one turns slow while another keeps the device', async () => {
    const device = new SerialDevice({ hanging: 60_000, a: 1, b: 1 });
    const reads = new JointReads<string>();
    await poll(device, 600_000, reads);
    device.durations.set('b', 5_000);
    const before = device.answersTo('a').length;
    await poll(device, 1_000_000, reads);
    expect(device.answersTo('a').length - before).toBeGreaterThan(2_000);
  });

  it('start anew on a new connection', async () => {
    const device = new SerialDevice({ slow: 4_000, a: 1 });
    const reads = new JointReads<string>();
    await poll(device, 20_000, reads);
    device.durations.set('slow', 1);
    device.calls.length = 0;
    reads.reset();
    await poll(device, 500, reads);
    expect(new Set(device.calls.map(({ names }) => names.join()))).toEqual(new Set(['slow,a']));
  });
});

it('a single member is asked at its period, whatever it takes', async () => {
  const device = new SerialDevice({ slow: 4_000 });
  await poll(device, 30_000);
  expect(device.calls.length).toBeGreaterThanOrEqual(9);
});
