import { connectAll, defineDevice, type Reading } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const Level = defineDevice({
  id: 'epics:Level',
  members: { level: { kind: 'rw', source: 'level', type: 'f64' } },
});

describe.each(WIRES)('subscriptions over %s', (wire) => {
  const ioc = useWire(wire, 'record(ao, "S:level") { field(VAL, "1") field(PINI, "YES") }');

  it('of what is not connected say so, and send nothing', async () => {
    const device = new Level('S:');
    const before = ioc().sent();
    await expect(device.level.observe().next()).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
    expect(ioc().sent()).toBe(before);
    await connectAll({ device }, { via: [ioc().connector] });
    await device.$dispose();
    const after = ioc().sent();
    await expect(device.level.observe().next()).rejects.toMatchObject({ member: 'device.level' });
    expect(ioc().sent()).toBe(after);
  });

  it('may begin anywhere, each value comes to who subscribed first', async () => {
    const { device } = await connectAll({ device: new Level('S:') }, { via: [ioc().connector] });
    const values: unknown[] = [];
    // In a callback of a timer, where nobody waits for anything.
    const seen = new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        const readings = device.level.observe();
        const take = ({ value }: IteratorResult<Reading<number>>): void => {
          values.push(value?.ok === true ? value.value : value);
          if (values.length === 1) device.level.set(2).catch(reject);
          if (values.at(-1) === 2) return resolve(readings.return?.() as Promise<never>);
          readings.next().then(take, reject);
        };
        readings.next().then(take, reject);
      });
    });
    await seen;
    expect(values).toEqual([1, 2]);
  });
});
