import {
  connectAll,
  type Connector,
  defineDevice,
  mock,
  mockOf,
  openDevice,
  type PendingWait,
  pendingWaits,
  waitForValue,
} from '@devgen/runtime';
import { describe, expect, it } from 'vitest';

const Motor = defineDevice({
  id: 'tango:Motor',
  members: {
    position: { kind: 'rw', source: 'Position', type: 'f64' },
    home: { kind: 'command', source: 'Home' },
  },
});

const lasts = ({ since, deadline }: PendingWait): number => deadline - since;

/** What waits now, and how long it would; every call gets the signal, and is ended by it. */
async function waitsOf(
  call: (signal: AbortSignal) => Promise<unknown>,
): Promise<readonly (readonly [what: string, name: string, milliseconds: number])[]> {
  const controller = new AbortController();
  const called = call(controller.signal);
  const waits = pendingWaits().map((wait) => [wait.what, wait.name, lasts(wait)] as const);
  controller.abort();
  await expect(called).rejects.toMatchObject({});
  expect(pendingWaits()).toEqual([]);
  return waits;
}

describe('a wait without a deadline of its own', () => {
  it('is three seconds for what is asked of a member, which is listed until it ends', async () => {
    const { x } = await connectAll({ x: new Motor('m') }, { mock: true });
    mockOf(x.position).hold();
    mockOf(x.home).hold();
    expect(await waitsOf((signal) => x.position.set(1, { signal }))).toEqual([['set', 'x.position', 3_000]]);
    expect(await waitsOf((signal) => x.home.execute(undefined, { signal }))).toEqual([['execute', 'x.home', 3_000]]);
    await x.$dispose();
  });

  it('is ten seconds for a connect', async () => {
    const silent: Connector = { ...mock(), scheme: 'tango', authority: 'box', claims: () => 'yes', open: forever };
    const via = [silent];
    expect(await waitsOf((signal) => connectAll({ x: new Motor('m') }, { via, signal }))).toEqual([
      ['connect', 'x', 10_000],
    ]);
    expect(await waitsOf((signal) => openDevice('m', { via, signal }))).toEqual([['connect', 'm', 10_000]]);
  });

  it('of a value is as long as was asked for', async () => {
    const { x } = await connectAll({ x: new Motor('m') }, { mock: true });
    const [wait] = await waitsOf((signal) => waitForValue(x.position, 5, { signal, deadline: 7_000 }));
    expect(wait).toEqual(['waitForValue', 'x.position', 7_000]);
    await x.$dispose();
  });
});

function forever(): Promise<never> {
  return new Promise(() => {});
}
