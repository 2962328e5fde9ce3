import { type CaClient, type CaValue, timeLimit, timeNs } from '@devgen/runtime/ca';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaServerPeer, runCaPython, startCaIoc } from '../../../peers/ca-server.ts';
import { readOnlyGroup, records } from '../../../peers/epics-records.ts';
import { Recorder } from './recorder.ts';
import { patient, rejection, valueOf, withClient } from './with-client.ts';

const SCALARS: readonly (readonly [string, CaValue])[] = [
  ['T:ai', 1.5],
  ['T:longin', -7],
  ['T:bi', 1],
  ['T:mbbi', 2],
  ['T:mbbiDirect', 5],
  ['T:stringin', 'text'],
  ['T:lsi', 'a long text'],
  ['T:calc', 12],
  ['T:ai.DESC', 'an input'],
  ['T:ai.PREC', 3],
  ['T:ai.RTYP', 'ai'],
];

const WRITES: readonly (readonly [string, CaValue])[] = [
  ['T:ao', -3.25],
  ['T:longout', -2_000_000_000],
  ['T:int64out', 2 ** 53],
  ['T:mbbo', 2],
  ['T:bo', 1],
  ['T:stringout', 'other µ'],
  ['T:aao', Float64Array.of(1.5, -2.5, Number.NaN)],
  ['T:wf:double', Float64Array.from({ length: 1000 }, (_, i) => i + 0.5)],
  ['T:wf:char', Uint8Array.of(255, 2)],
  ['T:wf:uchar', Uint8Array.of(255, 2)],
  ['T:wf:short', Int16Array.of(-1, 2)],
  ['T:wf:ushort', Int32Array.of(65_535, 2)],
  ['T:wf:long', Int32Array.of(-1, 2)],
  ['T:wf:ulong', Float64Array.of(4_294_967_295, 2)],
  ['T:wf:int64', Float64Array.of(-1, 2 ** 53)],
  ['T:wf:float', Float32Array.of(-1.5, 2)],
  ['T:wf:string', ['a', '', 'b']],
];

/** Values as Python prints them, so that nothing is lost to JSON. */
const PYEPICS = `
import epics, json, sys
def text(v):
    if isinstance(v, str): return v
    if hasattr(v, '__len__'): return [e if isinstance(e, str) else repr(float(e)) for e in v]
    return repr(float(v))
print(json.dumps([text(epics.caget(name, timeout=20)) for name in sys.argv[1:]]))`;

const AIOCA = `
import aioca, asyncio, json, sys
async def main():
    values = await aioca.caget(sys.argv[1:], timeout=20, count=0)
    def text(v):
        if isinstance(v, str): return str(v)
        if hasattr(v, '__len__'): return [str(e) if isinstance(e, str) else repr(float(e)) for e in v]
        return repr(float(v))
    print(json.dumps([text(v) for v in values]))
asyncio.run(main())`;

function pythonText(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return Array.from(value as ArrayLike<unknown>, pythonText);
  if (Number.isNaN(value)) return 'nan';
  return Number.isInteger(value) ? `${String(value)}.0` : String(value);
}

let ioc: CaServerPeer;
beforeAll(async () => {
  ioc = await startCaIoc(records('every-type.db'), { access: readOnlyGroup });
});
afterAll(() => ioc.stop());

const run = <R>(test: (client: CaClient) => Promise<R>): Promise<R> => withClient(ioc, test);

describe('an IOC', () => {
  it.each(SCALARS)('has the value of %s', (name, expected) =>
    run(async (client) => {
      expect(await valueOf(client, name)).toEqual(expected);
    }),
  );

  it.each(WRITES)('takes a value for %s', (name, value) =>
    run(async (client) => {
      await client.channel(name).put(value, { wait: true }, patient());
      expect(await valueOf(client, name)).toEqual(value);
    }),
  );

  it.each([
    ['pyepics', PYEPICS],
    ['aioca', AIOCA],
  ])('is written so that %s reads the same', (_, script) =>
    run(async (client) => {
      await Promise.all(WRITES.map(([name, value]) => client.channel(name).put(value, { wait: true }, patient())));
      const output = await runCaPython(
        ioc,
        script,
        WRITES.map(([name]) => name),
      );
      const seen: unknown = JSON.parse(output.trim().split('\n').at(-1)!);
      expect(seen).toEqual(WRITES.map(([, value]) => pythonText(value)));
    }),
  );

  it('takes and gives four million bytes', () =>
    run(async (client) => {
      const big = Uint8Array.from({ length: 4_000_000 }, (_, i) => i * 7);
      await client.channel('T:big').put(big, { wait: true }, patient());
      const back = (await valueOf(client, 'T:big')) as Uint8Array;
      expect(Buffer.compare(back, big)).toBe(0);
    }));

  it('tells what a channel is, and the type of its record', () =>
    run(async (client) => {
      const pv = client.channel('T:wf:double');
      expect(pv.info).toBeUndefined();
      await pv.connect(patient());
      expect(pv.info).toEqual({ type: 'double', count: 1000, access: { read: true, write: true } });
      expect(pv.state).toEqual({ state: 'connected', server: ioc.endpoint });
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

  it('gives and takes an enumeration by number and by label', () =>
    run(async (client) => {
      const pv = client.channel('T:mbbo');
      await pv.put(1, { wait: true }, patient());
      expect((await pv.get({ as: 'string' }, patient())).value).toBe('one');
      expect((await pv.get({ form: 'graphic' }, patient())).meta).toEqual({ labels: ['zero', 'one', 'two'] });
      await pv.put('two', { wait: true }, patient());
      expect(await valueOf(client, 'T:mbbo')).toBe(2);
      const error = await rejection(pv.put('three', { wait: true }, patient()));
      expect(error).toMatchObject({ code: 'CA.REMOTE', completed: 'NO', status: 160, source: 'ca://T:mbbo' });
      expect(String(error)).toContain(`ca://T:mbbo: put was refused by ${ioc.endpoint}: ECA_PUTFAIL`);
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

  it('is done with a put when the record has processed, where that is waited for', () =>
    run(async (client) => {
      const pv = client.channel('T:slow');
      const before = (await valueOf(client, 'T:slow:done')) as number;
      await pv.put(1, { wait: true }, patient());
      expect(await valueOf(client, 'T:slow:done')).toBe(before + 1);
    }));

  it('goes on with everything else while a put waits for its record', () =>
    run(async (client) => {
      const [slow, after, other] = ['T:slow', 'T:slow', 'T:ai'].map((name) => client.channel(name));
      await Promise.all([slow!.connect(patient()), other!.connect(patient())]);
      const order: string[] = [];
      await Promise.all([
        slow!.put(1, { wait: true }, patient()).then(() => order.push('slow')),
        after!.put(2, { wait: true }, patient()).then(() => order.push('after it')),
        other!.get({}, patient()).then(() => order.push('other')),
      ]);
      // Two puts with completion of one channel under way would make the IOC deaf to all others.
      expect(order).toEqual(['other', 'slow', 'after it']);
    }));

  it('does not make a put without completion wait for one with it', () =>
    run(async (client) => {
      const pv = client.channel('T:slow');
      const order: string[] = [];
      const slow = pv.put(1, { wait: true }, patient()).then(() => order.push('slow'));
      await pv.put(5, {}, patient()).then(() => order.push('quick'));
      await slow;
      expect(order).toEqual(['quick', 'slow']);
    }));

  it('keeps the order of puts', () =>
    run(async (client) => {
      const pv = client.channel('T:ao');
      await Promise.all(Array.from({ length: 50 }, (_, i) => pv.put(i, { wait: i % 7 === 0 }, patient())));
      expect(await valueOf(client, 'T:ao')).toBe(49);
    }));

  it('does not see what the caller does to an array afterwards', () =>
    run(async (client) => {
      for (const pv of [client.channel('T:aao'), client.channel('T:aao')]) {
        const value = Float64Array.of(1, 2, 3);
        const put = pv.put(value, { wait: true }, patient());
        value.fill(0);
        await put;
        expect((await pv.get({}, patient())).value).toEqual(Float64Array.of(1, 2, 3));
      }
    }));

  it('is sent nothing that does not fit', () =>
    run(async (client) => {
      for (const [name, wrong] of [
        ['T:longout', 2 ** 40],
        ['T:longout', '7'],
        ['T:wf:short', [40_000]],
        ['T:stringout', 7],
        ['T:stringout', 'x'.repeat(40)],
        ['T:aao', [1, 2, 3, 4, 5]],
      ] as const) {
        await expect(client.channel(name).put(wrong, {}, patient())).rejects.toMatchObject({
          code: 'VALUE.TYPE',
          source: `ca://${name}`,
        });
      }
    }));

  it('is not asked for what it does not permit', () =>
    run(async (client) => {
      const pv = client.channel('T:guarded');
      const error = await rejection(pv.put(3, {}, patient()));
      expect(pv.info?.access).toEqual({ read: true, write: false });
      expect(error).toMatchObject({ code: 'CA.ACCESS', completed: 'NO', source: 'ca://T:guarded' });
      expect(await valueOf(client, 'T:guarded')).toBe(1);
    }));

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
      const pv = client.channel('T:ai', ioc.endpoint);
      expect((await pv.get({}, patient())).value).toBe(1.5);
      expect(pv.source).toBe(`ca://${ioc.endpoint}/T:ai`);
      const error = await rejection(client.channel('T:none', ioc.endpoint).get({}, timeLimit(500)));
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
