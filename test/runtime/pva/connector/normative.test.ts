import { connectAll, defineDevice, type GoodReading, type Reading, type SignalRW } from '@devgen/runtime';
import { metaRequest, PvaClient, pvMeta, valueSpec } from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startP4p } from '../../../peers/p4p.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { normativeMembers, normativePvs } from './normative-types.ts';
import { withConnector } from './with-connector.ts';

const Every = defineDevice({ id: 'epics:Every', members: normativeMembers() });
type Signals = Readonly<Record<string, SignalRW<unknown>>>;

function valueIn({ value }: IteratorResult<Reading>): unknown {
  return (value as Reading).ok ? (value as GoodReading<unknown>).value : value;
}

describe('every normative type of a p4p server', () => {
  let server: PvaServerPeer;
  beforeAll(async () => {
    server = await startP4p('pva_normative.py');
  });
  afterAll(() => server.stop());

  it('is what a class declares of it, found without a difference', () =>
    withConnector(server, async (connector) => {
      const { every } = await connectAll({ every: new Every('n:') }, { via: [connector] });
      expect(every.$findings).toEqual([]);
      for (const [name, { value }] of Object.entries(normativePvs)) {
        const signal = (every as unknown as Signals)[`${name}_`]!;
        expect([name, await signal.get()]).toEqual([name, value]);
      }
    }));

  it('is put and got again, and monitored', () =>
    withConnector(server, async (connector) => {
      const { every } = await connectAll({ every: new Every('n:') }, { via: [connector] });
      let count = 0;
      for (const [name, { value, other }] of Object.entries(normativePvs)) {
        if (other === undefined) continue;
        const signal = (every as unknown as Signals)[`${name}_`]!;
        const readings = signal.observe();
        expect([name, valueIn(await readings.next())]).toEqual([name, value]);
        await signal.set(other);
        expect([name, valueIn(await readings.next())]).toEqual([name, other]);
        await readings.return?.();
        expect([name, await signal.get({ fresh: true })]).toEqual([name, other]);
        await signal.set(value);
        expect([name, await signal.get()]).toEqual([name, value]);
        count++;
      }
      expect(count).toBeGreaterThan(20);
    }));

  it('keeps the shape of an image that is put, and refuses one that contradicts itself', () =>
    withConnector(server, async (connector) => {
      const { every } = await connectAll({ every: new Every('n:') }, { via: [connector] });
      const image = (every as unknown as Signals)['image_']!;
      const before = await image.get();
      const data = Uint8Array.from({ length: 6 }, (_, index) => index);
      await image.set({ shape: [3, 2], data });
      expect(await image.get()).toMatchObject({ shape: [3, 2], data });
      await expect(image.set({ shape: [3, 3], data })).rejects.toMatchObject({ code: 'VALUE.TYPE' });
      await image.set(before);
    }));

  it('tells alarm, time and metadata beside the value', () =>
    withConnector(server, async (connector) => {
      const { every } = await connectAll({ every: new Every('n:') }, { via: [connector] });
      const signals = every as unknown as Signals;
      expect(await signals['scalar_']!.reading()).toMatchObject({
        severity: 'minor',
        quality: 'HIGH',
        timeNs: 1_700_000_000_123_456_789n,
      });
      expect(await signals['reordered_']!.reading()).toMatchObject({ ok: true, severity: 'invalid', quality: 'UDF' });
      expect(signals['scalar_']!.meta).toEqual({
        description: 'a scalar',
        units: 'mm',
        limits: { control: { low: -5 }, display: { low: -10, high: 10 }, warning: { low: -4, high: 4 } },
      });
      expect(signals['long_']!.meta).toEqual({ limits: { control: { low: -(2n ** 61n), high: 2n ** 61n } } });
      expect(signals['enum_']!.meta).toEqual({ labels: ['Off', 'On'] });
      expect(signals['own_']!.meta).toEqual({});
    }));

  it('tells a table whose columns are not equally long as no value', () =>
    withConnector(server, async (connector) => {
      const ragged = defineDevice({
        id: 'epics:Ragged',
        members: {
          table: {
            kind: 'r',
            source: '',
            type: 'table',
            fields: [
              { name: 'a', type: 'i32[]' },
              { name: 'b', type: 'str[]' },
            ],
          },
        },
      });
      const { device } = await connectAll({ device: new ragged('n:ragged') }, { via: [connector] });
      expect(await device.table.reading()).toMatchObject({
        ok: false,
        severity: 'invalid',
        error: { code: 'PVA.PROTOCOL', message: expect.stringContaining('3 rows') },
      });
      expect(device.table.meta.labels).toEqual(['A', 'B']);
    }));

  it('is asked for its metadata without a value', async () => {
    const client = new PvaClient({ environment: server.environment });
    const asked: Record<string, string> = {};
    for (const name of Object.keys(normativePvs)) {
      const channel = client.channel(`n:${name}`);
      const type = await channel.introspect();
      const request = metaRequest(type);
      asked[name] = request;
      const labels = request === '' ? undefined : pvMeta((await channel.get(request)).value).labels;
      const { units: _, ...spec } = normativePvs[name]!.spec;
      expect([name, valueSpec(type, labels)]).toEqual([name, spec]);
    }
    await client.close();
    expect(asked).toMatchObject({
      scalar: 'field(display,control,valueAlarm)',
      enum: 'field(value.choices)',
      own: '',
      bare: '',
    });
  });
});
