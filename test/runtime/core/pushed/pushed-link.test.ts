import { connectAll, defineDevice, DevgenError, type Reading } from '@devgen/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakePort, fakePorts } from './fake-port.ts';

const Pair = defineDevice({
  id: 'fake:Pair',
  members: { x: { kind: 'rw', source: 'x', type: 'f64' }, y: { kind: 'rw', source: 'y', type: 'f64' } },
});
const gone = new DevgenError('the server is gone', { code: 'LINK.LOST' });

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

/** A connected pair and its two ports. */
async function pair(): Promise<{
  readonly device: InstanceType<typeof Pair>;
  readonly x: FakePort;
  readonly y: FakePort;
}> {
  const { connector, ports } = fakePorts();
  const device = new Pair('P:');
  const connecting = connectAll({ device }, { via: [connector] });
  await vi.waitFor(() => expect(ports.size).toBe(2));
  for (const port of ports.values()) port.connect();
  await connecting;
  return { device, x: ports.get('P:x')!, y: ports.get('P:y')! };
}

/** Takes readings as they come. */
function collect(readings: AsyncIterableIterator<Reading<unknown>>): {
  readonly seen: (readonly [unknown, boolean])[];
} {
  const seen: (readonly [unknown, boolean])[] = [];
  void (async () => {
    for await (const reading of readings) seen.push([reading.ok ? reading.value : undefined, reading.stale]);
  })();
  return { seen };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

describe('after an own write', () => {
  it('no reading answers a get that may be of before, until the value was asked for', async () => {
    const { device, x } = await pair();
    const { seen } = collect(device.x.observe());
    x.post(1, 100n);
    await settle();
    x.value = 8;
    x.timeNs = 300n;
    expect(await device.x.get()).toBe(1);
    await device.x.set(8);
    // Posted before the write, and late: shown, and no answer.
    x.post(2, 200n);
    expect(await device.x.get()).toBe(8);
    x.post(3, 250n);
    expect(await device.x.get()).toBe(8);
    x.post(9, 400n);
    x.value = 'not asked for';
    expect(await device.x.get()).toBe(9);
    await settle();
    expect(seen.map(([value]) => value)).toEqual([1, 2, 3, 9]);
  });
});

describe('thresholds', () => {
  it('hold back what moved less; who names none is told of all', async () => {
    const { device, x } = await pair();
    const [all, some] = [collect(device.x.observe()), collect(device.x.observe({ absolute: 1 }))];
    await settle();
    for (const [index, value] of [0, 0, 0.5, 1.2, 1.5, 0].entries()) x.post(value, BigInt(index));
    await settle();
    expect(all.seen.map(([value]) => value)).toEqual([0, 0, 0.5, 1.2, 1.5, 0]);
    expect(some.seen.map(([value]) => value)).toEqual([0, 1.2, 0]);
    expect(x.monitors).toBe(1);
  });
});

describe('a loss', () => {
  it('is told of the PV, and what comes back first waits for the rest', async () => {
    const { device, x, y } = await pair();
    const [xs, ys] = [collect(device.x.observe()), collect(device.y.observe())];
    await settle();
    x.post(1, 1n);
    y.post(2, 1n);
    const states: string[] = [];
    device.$onState(({ state }) => states.push(state));
    x.lose(gone);
    y.lose(gone);
    await settle();
    expect([xs.seen, ys.seen, states]).toEqual([
      [
        [1, false],
        [1, true],
      ],
      [
        [2, false],
        [2, true],
      ],
      ['lost'],
    ]);
    x.connect();
    x.post(3, 2n);
    x.post(4, 3n);
    await settle();
    expect(xs.seen).toHaveLength(2);
    y.connect();
    await settle();
    expect([states, xs.seen.at(-1), xs.seen.length]).toEqual([['lost', 'connected'], [4, false], 3]);
    x.post(5, 4n);
    await settle();
    expect(xs.seen.at(-1)).toEqual([5, false]);
  });

  it('of one that stays away keeps the others waiting for a second, and what was not lost not at all', async () => {
    const { device, x, y } = await pair();
    const [xs, ys] = [collect(device.x.observe()), collect(device.y.observe())];
    await settle();
    x.post(1, 1n);
    y.post(2, 1n);
    x.lose(gone);
    y.post(3, 2n);
    await settle();
    expect(ys.seen.at(-1)).toEqual([3, false]);
    y.lose(gone);
    y.connect();
    y.post(4, 3n);
    await settle();
    expect(ys.seen.at(-1)).toEqual([3, true]);
    vi.advanceTimersByTime(1_000);
    await settle();
    expect(ys.seen.at(-1)).toEqual([4, false]);
    expect(device.$state).toMatchObject({ state: 'lost', why: { message: expect.stringContaining('fake://P:x') } });
    expect(xs.seen.at(-1)).toEqual([1, true]);
    await expect(device.x.get()).rejects.toMatchObject({ code: 'LINK.LOST', member: 'device.x' });
    expect(await device.y.get()).toBe(4);
  });
});

describe('a PV that is nowhere', () => {
  it('is searched for once more at once, and then missing, where the others were found with their first search', async () => {
    const { connector, ports } = fakePorts();
    const connecting = connectAll({ device: new Pair('P:') }, { via: [connector] });
    await vi.waitFor(() => expect(ports.size).toBe(2));
    ports.get('P:x')!.connect();
    const rejected = expect(connecting).rejects.toThrow(/MEMBER\.MISSING no y on the device/);
    await vi.advanceTimersByTimeAsync(250);
    expect(ports.get('P:y')!.hurries).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    await rejected;
    expect([...ports.values()].every(({ isClosed }) => isClosed)).toBe(true);
  });

  it('is waited for as long as may be where packets get lost', async () => {
    const { connector, ports } = fakePorts();
    const connecting = connectAll({ device: new Pair('P:') }, { via: [connector], deadline: 5_000 });
    await vi.waitFor(() => expect(ports.size).toBe(2));
    const [x, y] = [ports.get('P:x')!, ports.get('P:y')!];
    x.searches = 2;
    x.connect();
    y.searches = 3;
    await vi.advanceTimersByTimeAsync(4_000);
    y.connect();
    const { device } = await connecting;
    expect(device.$state.state).toBe('connected');
  });
});
