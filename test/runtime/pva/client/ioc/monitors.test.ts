import { wasSent } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { useIoc } from './use-ioc.ts';
import { Recorder } from '../recorder.ts';
import { patient } from '../with-client.ts';

describe.each(['pvxs', 'pvaccess'] as const)('an IOC with the server of %s', (server) => {
  const { run } = useIoc(server);

  it('tells the whole value with its metadata first, and then what changes', () =>
    run(async (client) => {
      const told = new Recorder();
      const monitor = client.channel('T:longout').monitor(told.on);
      await told.until(() => told.updates.length === 1);
      const [first] = told.updates;
      expect(first!.value).toMatchObject({ value: expect.any(Number), display: { units: '' }, alarm: { status: 0 } });
      for (const value of [100, 101, 102]) await client.channel('T:longout').put(value, {}, patient());
      await told.until(() => told.values.at(-1) === 102);
      const last = told.updates.at(-1)!;
      expect(['value', 'timeStamp', 'display'].map((path) => wasSent(last, path))).toEqual([true, true, false]);
      expect(last.value['display']).toBe(first!.value['display']);
      expect(last.value).toEqual((await client.channel('T:longout').get('', patient())).value);
      monitor.stop();
    }));

  it('tells what is asked for, merged in its queue where it is not taken in time', () =>
    run(async (client) => {
      const updates = client.channel('T:tick').updates({ request: 'field(value)', queueSize: 2 });
      const first = (await updates.next()).value;
      await client.channel('T:slow').put(1, { wait: true }, patient());
      const next = (await updates.next()).value;
      if (first?.kind !== 'update' || next?.kind !== 'update') throw new Error('not updates');
      expect(next.value['value']).toBeGreaterThan(first.value['value'] as number);
      expect(wasSent(next, 'timeStamp')).toBe(server === 'pvaccess');
      await updates.return();
    }));
});
