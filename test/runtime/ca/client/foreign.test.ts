import { timeLimit } from '@devgen/runtime/ca';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaServerPeer, startCaproto, startSoftIoc } from '../../../peers/ca-server.ts';
import { Recorder } from './recorder.ts';
import { patient, rejection, valueOf, withClient } from './with-client.ts';

describe('records of softioc', () => {
  let ioc: CaServerPeer;
  beforeAll(async () => {
    ioc = await startSoftIoc('soft_records.py');
  });
  afterAll(() => ioc.stop());

  it('are read', () =>
    withClient(ioc, async (client) => {
      const names = ['AI', 'AO', 'BO', 'MBB', 'LONG', 'STR', 'WAVE'];
      const values = await Promise.all(names.map((name) => valueOf(client, `SI:${name}`)));
      expect(values).toEqual([1.5, 2.5, 1, 2, -7, 'text', Float64Array.of(1, 2, 3)]);
      expect(await valueOf(client, 'SI:LSTR', { as: 'text' })).toBe('x'.repeat(100));
      const { meta } = await client.channel('SI:AO').get({ form: 'control' }, patient());
      expect(meta?.limits?.control).toEqual({ low: -10, high: 10 });
      expect((await client.channel('SI:MBB').get({ form: 'control' }, patient())).meta).toEqual({
        labels: ['zero', 'one', 'two'],
      });
    }));

  it('are written, and wait for the Python behind them', () =>
    withClient(ioc, async (client) => {
      const before = (await valueOf(client, 'SI:DONE')) as number;
      await client.channel('SI:SLOW').put(1, { wait: true }, patient());
      expect(await valueOf(client, 'SI:DONE')).toBe(before + 1);
      await client.channel('SI:WAVE').put([4, 5], { wait: true }, patient());
      expect(await valueOf(client, 'SI:WAVE')).toEqual(Float64Array.of(4, 5));
      await client.channel('SI:LSTR').put('y'.repeat(60), { wait: true }, patient());
      expect(await valueOf(client, 'SI:LSTR', { as: 'text' })).toBe('y'.repeat(60));
    }));
});

describe('a motor of caproto', () => {
  let ioc: CaServerPeer;
  beforeAll(async () => {
    ioc = await startCaproto('fake_motor_record');
  });
  afterAll(() => ioc.stop());

  it('has the fields of a motor, and moves', () =>
    withClient(ioc, async (client) => {
      expect(await valueOf(client, 'sim:mtr1.RTYP')).toBe('motor');
      const told = new Recorder();
      client.channel('sim:mtr1.RBV').monitor(told.on);
      await told.until(() => told.updates.length > 0);
      await client.channel('sim:mtr1').put(0.5, { wait: true }, patient());
      await told.until(() => told.values.at(-1) === 0.5);
      const { meta } = await client.channel('sim:mtr1').get({ form: 'control' }, patient());
      expect(meta?.precision).toBe(3);
    }));
});

describe('servers without records', () => {
  it('have values of every type', async () => {
    const ioc = await startCaproto('advanced.type_varieties');
    try {
      await withClient(ioc, async (client) => {
        const names = ['pi', 'int', 'str', 'enum', 'fib'].map((name) => `type_varieties:${name}`);
        const results = await client.getMany(names, {}, patient());
        const shown = [...results].map(([name, result]) => [name.slice(15), result.ok && result.data.type]);
        expect(shown).toEqual([
          ['pi', 'double'],
          ['int', 'long'],
          ['str', 'string'],
          ['enum', 'enum'],
          ['fib', 'double'],
        ]);
        const { value } = await client.channel('type_varieties:fib').get({ count: 2 }, patient());
        expect((value as Float64Array).length).toBe(2);
        await client.channel('type_varieties:str').put('written', { wait: true }, patient());
        expect(await valueOf(client, 'type_varieties:str')).toBe('written');
      });
    } finally {
      await ioc.stop();
    }
  });

  it('refuse what they have not, and go on', async () => {
    const ioc = await startCaproto('setpoint_rbv_pair');
    try {
      await withClient(ioc, async (client) => {
        expect(await rejection(client.channel('setpoint_rbv:pair.RTYP').get({}, timeLimit(500)))).toMatchObject({
          code: 'CA.NOT_FOUND',
        });
        expect(await client.channel('setpoint_rbv:pair').recordType(patient())).not.toBe('ao');
      });
    } finally {
      await ioc.stop();
    }
  });
});
