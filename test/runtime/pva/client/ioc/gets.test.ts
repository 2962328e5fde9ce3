import { timeLimit, typeText, wasSent } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { SCALARS, useIoc } from './use-ioc.ts';
import { at, patient, valueOf } from '../with-client.ts';

describe.each(['pvxs', 'pvaccess'] as const)('an IOC with the server of %s', (server) => {
  const { ioc, run } = useIoc(server);

  it.each(SCALARS)('has the value of %s', (name, expected) =>
    run(async (client) => {
      expect(await valueOf(client, name)).toEqual(expected);
    }),
  );
  it('has metadata with the value', () =>
    run(async (client) => {
      const data = await client.channel('T:ai').get('', patient());
      const { value, type } = data;
      expect(type.id).toBe('epics:nt/NTScalar:1.0');
      expect([at(value, 'display.units'), at(value, 'display.precision')]).toEqual(['mm', 3]);
      expect([at(value, 'display.limitLow'), at(value, 'display.limitHigh')]).toEqual([-10, 10]);
      expect(at(value, 'valueAlarm.highAlarmLimit')).toBe(5);
      expect(at(value, 'display.description')).toBe('an input');
      expect(typeof at(value, 'timeStamp.secondsPastEpoch')).toBe('bigint');
      expect(['value', 'alarm', 'timeStamp.nanoseconds', 'display.units'].map((p) => wasSent(data, p))).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }));

  it('describes all of its fields, whichever are asked for', () =>
    run(async (client) => {
      const data = await client.channel('T:ai').get('field(value,alarm.severity)', patient());
      expect(data.type).toEqual(await client.channel('T:ai').introspect(patient()));
      // The older one sends them all nevertheless.
      const isAll = server === 'pvaccess';
      expect([at(data.value, 'value'), at(data.value, 'display.units')]).toEqual([1.5, isAll ? 'mm' : '']);
      expect(['value', 'alarm.severity', 'display.units'].map((p) => wasSent(data, p))).toEqual([true, true, isAll]);
    }));

  it('tells its type without a value', () =>
    run(async (client) => {
      const type = await client.channel('T:mbbo').introspect(patient());
      expect(type.id).toBe('epics:nt/NTEnum:1.0');
      expect(typeText(type)).toContain('value: struct "enum_t" {\n    index: i32\n    choices: str[]\n  }');
      expect(type).toEqual((await client.channel('T:mbbo').get('', patient())).type);
    }));
  it('has never processed what says so', () =>
    run(async (client) => {
      const { value } = await client.channel('T:never').get('', patient());
      expect([at(value, 'alarm.severity'), at(value, 'timeStamp.secondsPastEpoch')]).toEqual([3, 631_152_000n]);
    }));
  it('lists its channels and tells of itself, dialled at its address', () =>
    run(async (client) => {
      const names = await client.server(ioc().endpoint).channels(patient());
      expect(names).toEqual(expect.arrayContaining(['T:ai', 'T:group', 'T:wf:double']));
      const info = await client.server(ioc().endpoint).info(patient());
      expect(Object.keys(info)).toContain('version');
    }));

  it('answers many at once over one connection, the dead ones by their names', () =>
    run(async (client) => {
      const names = [...SCALARS.map(([name]) => name), 'T:none', 'T:nothing'];
      const order: string[] = [];
      await client.getEach(names, (name) => void order.push(name), '', timeLimit(20_000));
      expect(order.slice(-2).toSorted()).toEqual(['T:none', 'T:nothing']);
      const results = await client.getMany(names, 'field(value)', timeLimit(20_000));
      expect([...results.keys()]).toEqual(names);
      for (const [name, expected] of SCALARS) {
        expect(results.get(name)).toMatchObject({ ok: true, data: { value: { value: expected } } });
      }
      expect(results.get('T:none')).toMatchObject({
        ok: false,
        error: { code: 'PVA.NOT_FOUND', source: 'pva://T:none' },
      });
    }));
});
