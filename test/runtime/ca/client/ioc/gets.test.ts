import { timeLimit, timeNs } from '@devgen/runtime/ca';
import { describe, expect, it } from 'vitest';
import { SCALARS, useIoc } from './use-ioc.ts';
import { patient, rejection, valueOf, withClient } from '../with-client.ts';

const { ioc, run } = useIoc();

describe('an IOC', () => {
  it.each(SCALARS)('has the value of %s', (name, expected) =>
    run(async (client) => {
      expect(await valueOf(client, name)).toEqual(expected);
    }),
  );
  it('tells what a channel is, and the type of its record', () =>
    run(async (client) => {
      const pv = client.channel('T:wf:double');
      expect(pv.info).toBeUndefined();
      await pv.connect(patient());
      expect(pv.info).toEqual({ type: 'double', count: 1000, access: { read: true, write: true } });
      expect(pv.state).toEqual({ state: 'connected', server: ioc().endpoint });
      expect(await pv.recordType(patient())).toBe('waveform');
    }));

  it('has alarm and time with the value, and metadata where they are asked for', () =>
    run(async (client) => {
      const data = await client.channel('T:ai').get({}, patient());
      expect(data).toMatchObject({ type: 'double', status: 0, severity: 0, meta: undefined });
      expect(Math.abs(Number(timeNs(data)! / 1_000_000_000n) - Date.now() / 1000)).toBeLessThan(3600);
      const { meta } = await client.channel('T:ai').get({ form: 'control' }, patient());
      expect(meta).toEqual({
        units: 'mm',
        precision: 3,
        limits: { display: { low: -10, high: 10 }, alarm: { high: 5 }, control: { low: -10, high: 10 } },
      });
      const graphic = await client.channel('T:ao').get({ form: 'graphic' }, patient());
      expect(graphic.meta?.limits?.control).toBeUndefined();
      const control = await client.channel('T:ao').get({ form: 'control' }, patient());
      expect(control.meta?.limits?.control).toEqual({ low: -100, high: 100 });
    }));

  it('has never processed what says so', () =>
    run(async (client) => {
      const data = await client.channel('T:never').get({}, patient());
      expect([data.severity, timeNs(data)]).toEqual([3, 631_152_000n * 1_000_000_000n]);
    }));
  it('has long texts as characters', () =>
    run(async (client) => {
      const text = 'µ'.repeat(100);
      await client.channel('T:lso.VAL$').put(text, { wait: true }, patient());
      expect(await valueOf(client, 'T:lso.VAL$', { as: 'text' })).toBe(text);
      expect(await valueOf(client, 'T:ai.DESC$', { as: 'text' })).toBe('an input');
      await client.channel('T:wf:text').put('in a waveform', { wait: true }, patient());
      expect(await valueOf(client, 'T:wf:text', { as: 'text' })).toBe('in a waveform');
    }));

  it('gives as many elements as there are, or as are asked for', () =>
    run(async (client) => {
      const pv = client.channel('T:wf:double');
      await pv.put([1, 2, 3], { wait: true }, patient());
      expect((await pv.get({}, patient())).value).toEqual(Float64Array.of(1, 2, 3));
      expect((await pv.get({ count: 2 }, patient())).value).toEqual(Float64Array.of(1, 2));
      expect((await pv.get({ as: 'long', form: 'plain' }, patient())).value).toEqual(Int32Array.of(1, 2, 3));
    }));

  it('says whether an alarm was acknowledged', () =>
    run(async (client) => {
      expect(await client.channel('T:ai').acknowledgement(patient())).toEqual({
        status: 0,
        severity: 0,
        isTransient: true,
        unacknowledged: 0,
        value: '1.500',
      });
    }));
  it('answers many at once over one connection, the dead ones by their names', () =>
    run(async (client) => {
      const names = [...SCALARS.map(([name]) => name), 'T:none', 'T:nothing'];
      const order: string[] = [];
      await client.getEach(names, (name) => void order.push(name), {}, timeLimit(20_000));
      expect(order.slice(-2).toSorted()).toEqual(['T:none', 'T:nothing']);
      const results = await client.getMany(names, {}, timeLimit(20_000));
      expect([...results.keys()]).toEqual(names);
      for (const [name, expected] of SCALARS) {
        expect(results.get(name)).toMatchObject({ ok: true, data: { value: expected } });
      }
      expect(results.get('T:none')).toMatchObject({
        ok: false,
        error: { code: 'CA.NOT_FOUND', source: 'ca://T:none', completed: 'NO' },
      });
    }));

  it('is dialled where it is known', () =>
    withClient({ environment: { EPICS_CA_AUTO_ADDR_LIST: 'NO' } }, async (client) => {
      const pv = client.channel('T:ai', ioc().endpoint);
      expect((await pv.get({}, patient())).value).toBe(1.5);
      expect(pv.source).toBe(`ca://${ioc().endpoint}/T:ai`);
      const error = await rejection(client.channel('T:none', ioc().endpoint).get({}, timeLimit(500)));
      expect(error).toMatchObject({ code: 'CA.REFUSED' });
    }));

  it('takes no names that nobody can search for', () =>
    run(async (client) => {
      for (const name of ['', 'x'.repeat(2000), 'a\0b']) {
        expect(() => client.channel(name)).toThrow(expect.objectContaining({ code: 'ADDRESS.UNKNOWN' }));
      }
      const long = 'x'.repeat(991);
      expect(await rejection(client.channel(long).get({}, timeLimit(300)))).toMatchObject({ code: 'CA.NOT_FOUND' });
    }));
});
