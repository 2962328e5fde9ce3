import { connectAll, defineDevice } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { withConnector } from './with-connector.ts';

/** Ten numbers, put into one record one after the other. */
function steps(first: number): string {
  return Array.from({ length: 10 }, (_, index) => {
    const digit = (index + 1).toString(16).toUpperCase();
    return `field(DO${digit}, "${first + index}") field(LNK${digit}, "D:count PP")`;
  }).join(' ');
}

/** Posts 1 to 20 in one go. */
function burstRecords(): string {
  return `
    record(longout, "D:count") { field(PINI, "YES") }
    record(seq, "D:burst") { ${steps(1)} field(FLNK, "D:more") }
    record(seq, "D:more") { ${steps(11)} }
    record(calc, "D:fast") { field(INPA, "D:fast") field(CALC, "A+1") field(SCAN, ".001 second") }
  `;
}

const Burst = defineDevice({
  id: 'epics:Burst',
  members: {
    count: { kind: 'r', source: 'count', type: 'i32' },
    burst: { kind: 'command', source: 'burst.PROC' },
    fast: { kind: 'r', source: 'fast', type: 'f64' },
  },
});
const BURST = Array.from({ length: 20 }, (_, index) => index + 1);

describe('what an IOC posts in one go', () => {
  it('arrives whole, beside a PV that is posted at full rate and that nobody takes', () =>
    withIoc('pvxs', async (device) => {
      const fast = device.fast.observe({ queue: 3 });
      await fast.next();
      const counts = device.count.observe();
      await counts.next();
      for (let round = 0; round < 10; round++) {
        await device.burst.execute();
        const seen: unknown[] = [];
        while (seen.at(-1) !== BURST.length) {
          const { value } = await counts.next();
          expect(value.missed).toBeUndefined();
          seen.push(value.value);
        }
        expect(seen).toEqual(BURST);
      }
      // Of what was not taken the newest are left, and the rest is counted.
      const { value } = await fast.next();
      expect(value).toMatchObject({ ok: true, missed: expect.any(Number) });
      expect((await fast.next()).value).toMatchObject({ value: expect.toSatisfy((next) => next > value.value) });
      await Promise.all([fast.return?.(), counts.return?.()]);
    }));

  it('is told to be missed, where a server says that it left some out', () =>
    withIoc('pvaccess', async (device) => {
      const counts = device.count.observe();
      await counts.next();
      let missed = 0;
      for (let round = 0; round < 10; round++) {
        await device.burst.execute();
        for (let last: unknown; last !== BURST.length;) {
          const { value } = await counts.next();
          last = value.value;
          missed += value.missed ?? 0;
        }
      }
      expect(missed).toBeGreaterThan(0);
      await counts.return?.();
    }));
});

async function withIoc(
  server: 'pvxs' | 'pvaccess',
  run: (device: InstanceType<typeof Burst>) => Promise<void>,
): Promise<void> {
  const ioc = await startIoc(burstRecords(), { server });
  await withConnector(ioc, async (connector) => {
    const { device } = await connectAll({ device: new Burst('D:') }, { via: [connector] });
    await run(device);
  });
  await ioc.stop();
}
