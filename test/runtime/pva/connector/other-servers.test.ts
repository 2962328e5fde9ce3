import { connectAll, connectSettled, defineDevice, type SignalRW, type SignalSpec } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { startCorePva } from '../../../peers/core-pva.ts';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { readOnlyGroup, records } from '../../../peers/epics-records.ts';
import { withConnector } from './with-connector.ts';

type Signals = Readonly<Record<string, SignalRW<unknown>>>;
const labels = ['zero', 'one', 'two'] as const;

/** Record, its type, and a value to put where it is an output. */
const recordTypes: Readonly<Record<string, readonly [SignalSpec['type'], unknown?]>> = {
  ai: ['f64'],
  ao: ['f64', 3.5],
  bi: ['enum'],
  longin: ['i32'],
  longout: ['i32', -3],
  int64in: ['i64'],
  int64out: ['i64', 2n ** 62n + 1n],
  mbbi: ['enum'],
  mbbo: ['enum', 'two'],
  stringin: ['str'],
  stringout: ['str', 'other text'],
  lsi: ['str'],
  lso: ['str', 'x'.repeat(200)],
  calc: ['f64'],
  aao: ['f64[]', Float64Array.of(1, 2)],
  'wf:double': ['f64[]', Float64Array.of(1.5, -2)],
  'wf:char': ['i8[]', Int8Array.of(1, -2)],
  'wf:uchar': ['u8[]', Uint8Array.of(1, 200)],
  'wf:short': ['i16[]', Int16Array.of(1, -2)],
  'wf:ushort': ['u16[]', Uint16Array.of(1, 60_000)],
  'wf:long': ['i32[]', Int32Array.of(1, -2)],
  'wf:ulong': ['u32[]', Uint32Array.of(1, 4_000_000_000)],
  'wf:int64': ['i64[]', BigInt64Array.of(1n, -(2n ** 63n))],
  'wf:uint64': ['u64[]', BigUint64Array.of(1n, 2n ** 64n - 1n)],
  'wf:float': ['f32[]', Float32Array.of(1.5)],
  'wf:string': ['str[]', ['a', 'b c']],
  'wf:text': ['str', 'a char waveform'],
};

/** The older server shows a text in a character waveform as its characters, and cuts long strings after 39. */
const newer: ReadonlySet<string> = new Set(['wf:text', 'lso']);

function recordsOf(server: 'pvxs' | 'pvaccess'): readonly string[] {
  return Object.keys(recordTypes).filter((source) => server === 'pvxs' || !newer.has(source));
}

function memberOf(source: string): SignalSpec {
  const type = recordTypes[source]![0];
  const own = source.startsWith('mbb') ? labels : ['Closed', 'Open'];
  return { kind: 'rw', source, type, ...(type === 'enum' ? { labels: own } : {}) };
}

describe.each(['pvxs', 'pvaccess'] as const)('records of an IOC whose server is %s', (server) => {
  it('have the types of their class, keep what is put, and tell it to who observes', async () => {
    const ioc = await startIoc(records('every-type.db'), { server });
    const sources = recordsOf(server);
    const members = Object.fromEntries(sources.map((source) => [`${source}_`, memberOf(source)]));
    const Records = defineDevice({ id: 'epics:Records', members });
    await withConnector(ioc, async (connector) => {
      const { device } = await connectAll({ device: new Records('T:') }, { via: [connector] });
      expect(device.$findings).toEqual([]);
      const signals = device as unknown as Signals;
      for (const source of sources) {
        const [, value] = recordTypes[source]!;
        const signal = signals[`${source}_`]!;
        const readings = signal.observe();
        expect([source, (await readings.next()).value]).toMatchObject([source, { ok: true }]);
        if (value !== undefined) {
          await signal.set(value);
          expect([source, (await readings.next()).value]).toMatchObject([source, { ok: true, value }]);
          expect([source, await signal.get({ fresh: true })]).toEqual([source, value]);
        }
        await readings.return?.();
      }
      expect(await signals['ai_']!.describe()).toEqual({
        source: 'pva://T:ai',
        dtype: 'number',
        dtype_numpy: '<f8',
        shape: [],
        units: 'mm',
        precision: 3,
        limits: { control: { low: -10, high: 10 }, display: { low: -10, high: 10 }, alarm: { high: 5 } },
      });
    });
    await ioc.stop();
  });

  it('answer a group, a never processed record and one that may not be written', async () => {
    const ioc = await startIoc(records('every-type.db'), { server, access: readOnlyGroup });
    const Odd = defineDevice({
      id: 'epics:Odd',
      members: {
        never: { kind: 'r', source: 'never', type: 'f64' },
        guarded: { kind: 'rw', source: 'guarded', type: 'f64' },
        group: { kind: 'r', source: 'group', type: 'struct' },
      },
    });
    await withConnector(ioc, async (connector) => {
      const { device } = await connectAll({ device: new Odd('T:') }, { via: [connector] });
      expect(await device.never.reading()).toMatchObject({
        ok: true,
        severity: 'invalid',
        timeNs: 631_152_000n * 10n ** 9n,
      });
      expect(await device.group.get()).toMatchObject({ x: 1, y: { value: 2 } });
      expect(Object.keys(await device.group.get()).toSorted()).toEqual(['x', 'y']);
      await expect(device.guarded.set(5)).rejects.toMatchObject({ code: 'PVA.REMOTE', member: 'device.guarded' });
      expect(await device.guarded.get()).toBe(1);
    });
    await ioc.stop();
  });
});

describe.each([false, true])('PVs of core-pva, big-endian %s', (bigEndian) => {
  it('are known to be writable or not before anything is put', async () => {
    const server = await startCorePva({ bigEndian });
    const Java = defineDevice({
      id: 'epics:Java',
      members: {
        double: { kind: 'rw', source: 'double', type: 'f64' },
        readonly: { kind: 'r', source: 'readonly', type: 'f64' },
      },
    });
    const Wrong = defineDevice({
      id: 'epics:Java',
      members: { readonly: { kind: 'rw', source: 'readonly', type: 'f64' } },
    });
    await withConnector(server, async (connector) => {
      const tree = { java: new Java('java:'), wrong: new Wrong('java:') };
      const { java, wrong } = await connectSettled(tree, { via: [connector] });
      expect(java.ok).toBe(true);
      await tree.java.double.set(8.5);
      expect(await tree.java.double.get({ fresh: true })).toBe(8.5);
      expect(wrong).toMatchObject({ ok: false, error: { message: expect.stringContaining('MEMBER.KIND') } });
    });
    await server.stop();
  });
});
