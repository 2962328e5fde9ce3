import { type PvaClient, type PvaValue, timeLimit, typeText, wasSent } from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { readOnlyGroup, records } from '../../../peers/epics-records.ts';
import { runP4p } from '../../../peers/p4p.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { Recorder } from './recorder.ts';
import { at, patient, rejection, valueOf, withClient } from './with-client.ts';

const SCALARS: readonly (readonly [string, PvaValue])[] = [
  ['T:ai', 1.5],
  ['T:longin', -7],
  ['T:int64in', -9223372036854775807n],
  ['T:mbbiDirect', 5],
  ['T:stringin', 'text'],
  ['T:lsi', 'a long text'],
  ['T:calc', 12],
  ['T:ai.DESC', 'an input'],
  ['T:ai.PREC', 3],
];

const WRITES: readonly (readonly [string, PvaValue])[] = [
  ['T:ao', -3.25],
  ['T:longout', -2_000_000_000],
  ['T:int64out', -9007199254740993n],
  ['T:stringout', 'other'],
  ['T:lso', 'x'.repeat(200)],
  ['T:aao', Float64Array.of(1.5, -2.5, Number.NaN)],
  ['T:wf:double', Float64Array.from({ length: 1000 }, (_, i) => i + 0.5)],
  ['T:wf:char', Int8Array.of(-1, 2)],
  ['T:wf:uchar', Uint8Array.of(255, 2)],
  ['T:wf:short', Int16Array.of(-1, 2)],
  ['T:wf:ushort', Uint16Array.of(65_535, 2)],
  ['T:wf:long', Int32Array.of(-1, 2)],
  ['T:wf:ulong', Uint32Array.of(4_294_967_295, 2)],
  ['T:wf:int64', BigInt64Array.of(-1n, 2n)],
  ['T:wf:uint64', BigUint64Array.of(2n ** 64n - 1n)],
  ['T:wf:float', Float32Array.of(-1.5)],
  ['T:wf:string', ['a', '', 'b']],
  ['T:wf:text', 'a text in an array of characters'],
];

/** What each server can take: the older one has long texts only as bytes. */
function writes(server: 'pvxs' | 'pvaccess'): typeof WRITES {
  return WRITES.filter(([name]) => server === 'pvxs' || (name !== 'T:lso' && name !== 'T:wf:text'));
}

/** Values as Python prints them, so that nothing is lost to JSON. */
const READ_TEXTS = `
from p4p.client.thread import Context
import json, sys
values = Context('pva', nt=False).get(sys.argv[1:])
texts = lambda v: v if isinstance(v, str) else [str(e) for e in v] if hasattr(v, '__len__') else str(v)
print(json.dumps([texts(v.value) for v in values]))`;

function texts(value: PvaValue): unknown {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return Array.from(value as ArrayLike<number | bigint | string>, pythonText);
  return pythonText(value as number);
}

function pythonText(value: number | bigint | string): string {
  if (Number.isNaN(value)) return 'nan';
  return String(value);
}

/** Gives each of the two PVA servers that IOCs have the same test. */
describe.each(['pvxs', 'pvaccess'] as const)('an IOC with the server of %s', (server) => {
  let ioc: PvaServerPeer;
  beforeAll(async () => {
    ioc = await startIoc(records('every-type.db'), { server, access: readOnlyGroup });
  });
  afterAll(() => ioc.stop());

  const run = <R>(test: (client: PvaClient) => Promise<R>): Promise<R> => withClient(ioc, test);

  it.each(SCALARS)('has the value of %s', (name, expected) =>
    run(async (client) => {
      expect(await valueOf(client, name)).toEqual(expected);
    }),
  );

  it.each(writes(server))('takes a value for %s', (name, value) =>
    run(async (client) => {
      await client.channel(name).put(value, {}, patient());
      expect(await valueOf(client, name)).toEqual(value);
    }),
  );

  it('is written so that p4p reads the same', () =>
    run(async (client) => {
      await Promise.all(writes(server).map(([name, value]) => client.channel(name).put(value, {}, patient())));
      const names = writes(server).map(([name]) => name);
      const seen: unknown = JSON.parse(await runP4p(ioc, READ_TEXTS, names));
      expect(seen).toEqual(writes(server).map(([, value]) => texts(value)));
    }));

  it('takes and gives four million bytes', () =>
    run(async (client) => {
      const big = Uint8Array.from({ length: 4_000_000 }, (_, i) => i * 7);
      await client.channel('T:big').put(big, {}, patient());
      const back = (await valueOf(client, 'T:big')) as Uint8Array;
      expect(Buffer.compare(back, big)).toBe(0);
    }));

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

  it('takes the index of a choice, and no text for it', () =>
    run(async (client) => {
      const pv = client.channel('T:mbbo');
      await pv.put(2, {}, patient());
      const { value } = await pv.get('', patient());
      expect([at(value, 'value.index'), at(value, 'value.choices')]).toEqual([2, ['zero', 'one', 'two']]);
      await expect(pv.put('one', {}, patient())).rejects.toMatchObject({
        code: 'VALUE.TYPE',
        message: expect.stringContaining('pva://T:mbbo: value: "one" is not the index of a choice'),
      });
    }));

  it('has never processed what says so', () =>
    run(async (client) => {
      const { value } = await client.channel('T:never').get('', patient());
      expect([at(value, 'alarm.severity'), at(value, 'timeStamp.secondsPastEpoch')]).toEqual([3, 631_152_000n]);
    }));

  it('is done with a put when the record has processed, where that is waited for', () =>
    run(async (client) => {
      const pv = client.channel('T:slow');
      const done = (): Promise<PvaValue> => valueOf(client, 'T:slow:done');
      const before = (await done()) as number;
      await pv.put(1, { wait: true }, patient());
      expect(await done()).toBe(before + 1);
    }));

  it('processes a record or leaves it alone, as told', () =>
    run(async (client) => {
      const [count, proc] = [client.channel('T:count'), client.channel('T:count.A')];
      const before = (await valueOf(client, 'T:count')) as number;
      await proc.put(41, { process: false }, patient());
      expect(await valueOf(client, 'T:count')).toBe(before);
      await count.putFields({}, { process: true }, patient());
      expect(await valueOf(client, 'T:count')).toBe(before + 1);
    }));

  it('goes on with the next put while one waits for its record', () =>
    run(async (client) => {
      const pv = client.channel('T:slow');
      const order: string[] = [];
      const slow = pv.put(1, { wait: true }, patient()).then(() => order.push('slow'));
      await pv.put(5, {}, patient()).then(() => order.push('quick'));
      await slow;
      expect(order).toEqual(['quick', 'slow']);
    }));

  it('keeps the order of puts that are not waited for', () =>
    run(async (client) => {
      const pv = client.channel('T:ao');
      await Promise.all(Array.from({ length: 50 }, (_, i) => pv.put(i, {}, patient())));
      expect(await valueOf(client, 'T:ao')).toBe(49);
    }));

  it('does not see what the caller does to an array afterwards', () =>
    run(async (client) => {
      const value = Float64Array.of(1, 2, 3);
      const put = client.channel('T:aao').put(value, {}, patient());
      value.fill(0);
      await put;
      expect(await valueOf(client, 'T:aao')).toEqual(Float64Array.of(1, 2, 3));
    }));

  it('is sent nothing that does not fit', () =>
    run(async (client) => {
      for (const [name, wrong] of [
        ['T:longout', 2 ** 40],
        ['T:longout', '7'],
        ['T:int64out', 7],
        ['T:wf:uchar', [256]],
        ['T:stringout', 7],
      ] as const) {
        await expect(client.channel(name).put(wrong, {}, patient())).rejects.toMatchObject({
          code: 'VALUE.TYPE',
          source: `pva://${name}`,
        });
      }
      await expect(client.channel('T:ao').putFields({ nothing: 1 }, {}, patient())).rejects.toMatchObject({
        code: 'VALUE.TYPE',
        hint: expect.stringContaining('it has value, alarm'),
      });
    }));

  it('says no to who may not write', () =>
    run(async (client) => {
      const pv = client.channel('T:guarded');
      const error = await rejection(pv.put(3, {}, patient()));
      expect(error).toMatchObject({ code: 'PVA.REMOTE', completed: 'NO', status: { type: 'ERROR' } });
      expect(String(error)).toContain(`pva://T:guarded: put was refused by ${ioc.endpoint}:`);
      expect(await valueOf(client, 'T:guarded')).toBe(1);
    }));

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

  it('has groups of records, read and written as one', () =>
    run(async (client) => {
      const pv = client.channel('T:group');
      await pv.putFields({ x: 11, 'y.value': 12 }, {}, patient());
      const { value, type } = await pv.get('', patient());
      expect([type.id, at(value, 'x'), at(value, 'y.value')]).toEqual(['test:group/1', 11, 12]);
      expect(await valueOf(client, 'T:g:y')).toBe(12);
    }));

  it('lists its channels and tells of itself, dialled at its address', () =>
    run(async (client) => {
      const names = await client.server(ioc.endpoint).channels(patient());
      expect(names).toEqual(expect.arrayContaining(['T:ai', 'T:group', 'T:wf:double']));
      const info = await client.server(ioc.endpoint).info(patient());
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
