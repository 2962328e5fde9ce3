import { describe, expect, it } from 'vitest';
import { useIoc } from './use-ioc.ts';
import { Recorder } from '../recorder.ts';
import { patient } from '../with-client.ts';

const { run } = useIoc();

describe('an IOC', () => {
  it('tells the value first, and then what changes', () =>
    run(async (client) => {
      const told = new Recorder();
      const pv = client.channel('T:longout');
      const monitor = pv.monitor(told.on);
      await told.until(() => told.updates.length === 1);
      for (const value of [100, 101, 102]) await pv.put(value, { wait: true }, patient());
      await told.until(() => told.values.at(-1) === 102);
      expect(told.values.slice(-3)).toEqual([100, 101, 102]);
      const { kind: _, skipped: __, ...last } = told.updates.at(-1)!;
      expect(last).toEqual(await pv.get({}, patient()));
      expect(monitor.stats.updates).toBe(told.updates.length);
      monitor.stop();
      await pv.put(103, { wait: true }, patient());
      await pv.get({}, patient());
      expect(told.values.at(-1)).toBe(102);
    }));

  it('tells of what a monitor asks for, and of nothing else', () =>
    run(async (client) => {
      const [values, properties] = [new Recorder(), new Recorder()];
      const pv = client.channel('T:ao');
      pv.monitor(values.on, { mask: ['value'] });
      pv.monitor(properties.on, { mask: ['property'], form: 'control' });
      await Promise.all([values, properties].map((told) => told.until(() => told.updates.length === 1)));
      await client.channel('T:ao.EGU').put('mA', { wait: true }, patient());
      await properties.until(() => properties.updates.length === 2);
      expect(properties.updates[1]?.meta?.units).toBe('mA');
      await pv.put(7, { wait: true }, patient());
      await values.until(() => values.values.at(-1) === 7);
      expect([values.updates.length, properties.updates.length]).toEqual([2, 2]);
    }));

  it('leaves out updates that nobody takes, and never the newest', () =>
    run(async (client) => {
      const updates = client.channel('T:longout').updates({ queueSize: 2 });
      await updates.next();
      for (let value = 0; value < 10; value++) await client.channel('T:longout').put(value, { wait: true }, patient());
      // All events have come when the answer to a later question has.
      await client.channel('T:longout').get({}, patient());
      const [first, last] = [(await updates.next()).value, (await updates.next()).value];
      if (first?.kind !== 'update' || last?.kind !== 'update') throw new Error('not updates');
      expect([first.value, last.value, last.skipped]).toEqual([0, 9, 8]);
      expect(updates.stats).toEqual({ updates: 11, skipped: 8, longestQueue: 2 });
      await updates.return();
      expect(await updates.next()).toEqual({ done: true, value: undefined });
    }));
});
