import { type MonitorEvent, PvaClient, type PvaData } from '@devgen/runtime/pva';
import { structOf, scalar } from '@devgen/runtime/pva/codec';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PvaServer } from '../../../src/sim/pva/pva-server.ts';
import { keepPuts, StructurePv } from '../../../src/sim/pva/value/structure-pv.ts';
import { samples } from '../../runtime/pva/codec/samples.ts';
import { at, patient, rejection, valueOf } from '../../runtime/pva/client/with-client.ts';
import { environmentOf } from './environment.ts';
import { everyKind, numberPv, Pvs } from './pvs.ts';

describe.each([false, true])('our client on our server, big-endian: %s', (bigEndian) => {
  let pvs: Pvs;
  let server: PvaServer;
  let client: PvaClient;

  beforeEach(async () => {
    pvs = new Pvs({ number: numberPv(), every: everyKind() });
    server = await PvaServer.start(pvs, { bigEndian });
    client = new PvaClient({ environment: environmentOf(server) });
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  /** The updates of a monitor; it ends with the client. */
  function monitored(name: string, options: { readonly queueSize?: number; readonly pipeline?: boolean } = {}) {
    const events: MonitorEvent[] = [];
    client.channel(name).monitor((event) => void events.push(event), options);
    return events;
  }

  it('reads every kind of value, and writes it', async () => {
    const channel = client.channel('every');
    const { value } = await channel.get('', patient());
    for (const [index, [what, , sample]] of samples.entries()) {
      expect([what, at(value, `f${index}`)]).toEqual([what, sample]);
    }
    await channel.putFields({ f3: 7, f14: [false], f29: { x: 4, y: 5 } }, {}, patient());
    const after = await channel.get('field(f3,f14,f29)', patient());
    expect(after.value).toMatchObject({ f3: 7, f14: [false], f29: { x: 4, y: 5 }, f0: false });
  });

  it('hears what is changed, and nothing else', async () => {
    const events = monitored('number');
    await vi.waitFor(() => expect(events).toHaveLength(1));
    (pvs.pv('number') as StructurePv).post({ value: 2.5 });
    await vi.waitFor(() => expect(events).toHaveLength(2));
    const [first, second] = events as unknown as readonly PvaData[];
    expect([...first!.sent]).toEqual([1, 3]);
    expect([...second!.sent]).toEqual([1]);
    expect(second!.value).toMatchObject({ value: 2.5 });
  });

  it('is told that a PV is gone, and finds it again with another type', async () => {
    const channel = client.channel('number');
    await channel.get('', patient());
    pvs.set('number', new StructurePv(structOf({ value: scalar('str') }), { value: 'text' }, { put: keepPuts }));
    await expect.poll(() => valueOf(client, 'number'), { timeout: 20_000 }).toBe('text');
  });

  it('is told why a put is refused', async () => {
    pvs.set('fixed', new StructurePv(structOf({ value: scalar('i32') }), { value: 1 }));
    expect(await rejection(client.channel('fixed').put(2, {}, patient()))).toMatchObject({
      message: expect.stringContaining('Put not supported') as string,
    });
  });

  it('lists what the server has, and calls it', async () => {
    expect(await client.server(`127.0.0.1:${server.port}`).channels(patient())).toEqual(['number', 'every']);
    const sum = structOf({ value: scalar('f64') });
    const call: StructurePv['call'] = (argument) => {
      const query = (argument!.value as { query: { a: number; b: number } }).query;
      return { type: sum, value: { value: query.a + query.b } };
    };
    pvs.set('sum', new StructurePv(structOf({}), {}, { call }));
    expect((await client.channel('sum').rpc({ a: 1, b: 2 }, patient()))?.value).toEqual({ value: 3 });
  });

  it('has no more updates under way than it asked for, and the latest in the end', async () => {
    const events = monitored('number', { queueSize: 4, pipeline: true });
    await vi.waitFor(() => expect(events).toHaveLength(1));
    const pv = pvs.pv('number') as StructurePv;
    for (let value = 1; value <= 1000; value++) pv.post({ value });
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ value: { value: 1000 } }));
    // Sixteen times the queue would have been room for every update.
    expect(events.length).toBeLessThan(64);
  });
});
