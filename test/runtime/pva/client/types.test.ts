import {
  arrayOf,
  type PvaClient,
  type PvaStruct,
  type PvaValue,
  type PvaVariant,
  scalar,
  timeLimit,
} from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCorePva } from '../../../peers/core-pva.ts';
import { runP4p, startP4p } from '../../../peers/p4p.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { Recorder } from './recorder.ts';
import { at, patient, withClient } from './with-client.ts';

const i64 = (value: bigint): PvaVariant => ({ type: scalar('i64'), value });

/** What the p4p server has at the beginning, and what is put there then. */
const VALUES: readonly (readonly [string, PvaValue, PvaValue])[] = [
  ['bool', true, false],
  ['i8', -8, 127],
  ['u8', 200, 0],
  ['i16', -1600, 32_767],
  ['u16', 60_000, 1],
  ['i32', -320_000, 2_147_483_647],
  ['u32', 4_000_000_000, 1],
  ['i64', -(2n ** 63n), 2n ** 63n - 1n],
  ['u64', 2n ** 64n - 1n, 0n],
  ['f32', 0.5, -0.25],
  ['f64', Math.PI, Number.NaN],
  ['str', 'caf\u00e9 \u20ac', 'x'.repeat(70_000)],
  ['bools', [true, false, true], [false]],
  ['i8s', Int8Array.of(-1, 2), Int8Array.of(-128)],
  ['u8s', Uint8Array.of(255, 2), new Uint8Array(0)],
  ['i16s', Int16Array.of(-1, 2), Int16Array.of(3, 4, 5)],
  ['u16s', Uint16Array.of(65_535, 2), Uint16Array.of(1)],
  ['i32s', Int32Array.of(-1, 2), Int32Array.of(1)],
  ['u32s', Uint32Array.of(4_294_967_295, 2), Uint32Array.of(1)],
  ['i64s', BigInt64Array.of(-1n, 2n), BigInt64Array.of(2n ** 62n)],
  ['u64s', BigUint64Array.of(2n ** 64n - 1n, 2n), BigUint64Array.of(1n)],
  ['f32s', Float32Array.of(-1.5, 2.5), Float32Array.of(0.5)],
  ['f64s', Float64Array.of(-1.5, 2.5), Float64Array.from({ length: 20_000 }, (_, i) => i / 7)],
  ['strs', ['a', '', 'caf\u00e9'], ['']],
  ['any', { type: scalar('f64'), value: 4.5 }, { type: arrayOf('str'), value: ['now', 'a list'] }],
  ['anys', [i64(7n), { type: scalar('str'), value: 'seven' }], [null, i64(8n)]],
  ['union', { kind: 'text', value: 'arm' }, { kind: 'number', value: 3 }],
  [
    'unions',
    [
      { kind: 'number', value: 1 },
      { kind: 'text', value: 'b' },
    ],
    [null, { kind: 'text', value: 'c' }],
  ],
  ['structs', [{ x: 1, y: 1.5 }, null, { x: -2, y: -2.5 }], [null, { x: 4, y: 4.5 }]],
  [
    'nested',
    { a: 1, inner: { point: { x: 2, y: 3.5 }, names: ['n'] } },
    { a: 2, inner: { point: { x: 5, y: 6.5 }, names: [] } },
  ],
];

describe('a p4p server', () => {
  let peer: PvaServerPeer;
  beforeAll(async () => {
    peer = await startP4p('pva_types.py');
  });
  afterAll(() => peer.stop());

  const run = <R>(test: (client: PvaClient) => Promise<R>): Promise<R> => withClient(peer, test);

  it.each(VALUES)('gives and takes values of %s', (name, first, next) =>
    run(async (client) => {
      const pv = client.channel(`t:${name}`);
      expect(at((await pv.get('', patient())).value, 'value')).toEqual(first);
      await pv.put(next, {}, patient());
      expect(at((await pv.get('', patient())).value, 'value')).toEqual(next);
    }),
  );

  it('gives a table by its columns', () =>
    run(async (client) => {
      const { value, type } = await client.channel('t:table').get('', patient());
      expect(type.id).toBe('epics:nt/NTTable:1.0');
      expect(value).toMatchObject({
        labels: ['count', 'label', 'ok'],
        value: { count: BigInt64Array.of(1n, 2n), label: ['one', 'two'], ok: [true, false] },
      });
    }));

  it('takes a whole structure and any part of it', () =>
    run(async (client) => {
      const pv = client.channel('t:table');
      await pv.put({ count: [3n], label: ['three'], ok: [true] }, {}, patient());
      await pv.putFields({ descriptor: 'three rows', 'alarm.severity': 1 }, {}, patient());
      expect((await pv.get('', patient())).value).toMatchObject({
        descriptor: 'three rows',
        alarm: { severity: 1, status: 0 },
        value: { count: BigInt64Array.of(3n), label: ['three'], ok: [true] },
      });
    }));

  it('gives an image with its dimensions and attributes', () =>
    run(async (client) => {
      const { value } = await client.channel('t:image').get('', patient());
      expect(at(value, 'value')).toEqual({
        kind: 'ushortValue',
        value: Uint16Array.from({ length: 12 }, (_, index) => index),
      });
      expect((at(value, 'dimension') as readonly PvaStruct[]).map((each) => each['size'])).toEqual([4, 3]);
      expect(at(value, 'attribute')).toMatchObject([{ name: 'ColorMode', value: { value: 0n } }]);
    }));

  it('gives channels of different types in one', () =>
    run(async (client) => {
      const { value } = await client.channel('t:channels').get('', patient());
      expect(value).toMatchObject({
        channelName: ['a', 'b'],
        value: [
          { type: scalar('f64'), value: 1.5 },
          { type: scalar('str'), value: 'text' },
        ],
        isConnected: [true, false],
      });
    }));

  it('has fields of any name, which are harmless', () =>
    run(async (client) => {
      const pv = client.channel('t:odd');
      await pv.putFields(Object.fromEntries([['__proto__', 11]]), {}, patient());
      const { value } = await pv.get('', patient());
      expect(Object.entries(value)).toEqual([
        ['__proto__', 11],
        ['constructor', 2],
        ['toString', 3],
        ['class', 4],
        ['then', 5],
      ]);
    }));

  it('changes single fields of a structure of three hundred', () =>
    run(async (client) => {
      const pv = client.channel('t:wide');
      await pv.putFields({ f003: -3, f090: -90, f299: -299 }, {}, patient());
      const seen = await runP4p(
        peer,
        `from p4p.client.thread import Context; v = Context('pva', nt=False).get('t:wide'); print(v.f003, v.f004, v.f090, v.f299)`,
      );
      expect(seen.trim()).toBe('-3 4 -90 -299');
      const { value } = await pv.get('', patient());
      expect([value['f003'], value['f004'], value['f299']]).toEqual([-3, 4, -299]);
    }));

  it('connects a PV without a value, which is then waited for', () =>
    run(async (client) => {
      const pv = client.channel('t:closed');
      await pv.connect(patient());
      await expect(pv.get('', timeLimit(200))).rejects.toMatchObject({
        code: 'CALL.TIMEOUT',
        hint: expect.stringContaining('connected but without a value'),
      });
      const get = pv.get('', patient());
      await client.channel('t:ctl').rpc({ do: 'open', pv: 'closed', code: 'd', value: 1.5 }, patient());
      expect(at((await get).value, 'value')).toBe(1.5);
    }));
});

describe.each([false, true])('a core-pva server, big-endian: %s', (bigEndian) => {
  let peer: PvaServerPeer;
  beforeAll(async () => {
    peer = await startCorePva({ bigEndian, elements: 500_000 });
  });
  afterAll(() => peer.stop());

  const run = <R>(test: (client: PvaClient) => Promise<R>): Promise<R> => withClient(peer, test);

  it('gives and takes values of every type', () =>
    run(async (client) => {
      const pv = client.channel('java:types');
      const { value } = await pv.get('', patient());
      const expected = Object.fromEntries(
        VALUES.filter(([name]) => name in value && name !== 'any' && name !== 'anys').map(([name, first]) => [
          name,
          first,
        ]),
      );
      expect(Object.keys(expected)).toHaveLength(26);
      expect(value).toMatchObject({
        ...expected,
        structs: [
          { x: 1, y: 1.5 },
          { x: -2, y: -2.5 },
        ],
        any: { type: scalar('f64'), value: 4.5 },
        anys: [
          { type: scalar('i32'), value: 7 },
          { type: scalar('str'), value: 'seven' },
        ],
      });
      for (const [name, , next] of VALUES.filter(([each]) => each in value && !/any|union|structs/.test(each))) {
        await pv.putFields({ [name]: next }, {}, patient());
        expect((await pv.get('', patient())).value[name]).toEqual(next);
      }
    }));

  it('agrees on which of more than 56 fields changed', () =>
    run(async (client) => {
      const pv = client.channel('java:wide');
      const told = new Recorder();
      const monitor = pv.monitor(told.on);
      await told.until(() => told.updates.length === 1);
      await pv.putFields({ f003: 33, f090: 99 }, {}, patient());
      await told.until(() => told.updates.length === 2);
      expect(told.updates.map(({ sent, value: { f003, f090 } }) => [[...sent], f003, f090])).toEqual([
        [[0], 3, 90],
        [[4, 91], 33, 99],
      ]);
      monitor.stop();
      const { value } = await pv.get('', patient());
      expect([value['f003'], value['f059'], value['f090'], value['f099']]).toEqual([33, 59, 99, 99]);
    }));

  it('sends large arrays in the byte order of its messages', () =>
    run(async (client) => {
      for (let round = 0; round < 3; round++) {
        const { value } = await client.channel('java:array').get('', patient());
        const array = value['value'] as Float64Array;
        expect([array.length, array[0], array[499_999]]).toEqual([500_000, 0.25, 499_999.25]);
        expect(array.every((each, index) => each === index + 0.25)).toBe(true);
      }
    }));

  it('tells what may be done, also when that changes', () =>
    run(async (client) => {
      const [guarded, readonly] = [client.channel('java:guarded'), client.channel('java:readonly')];
      await Promise.all([guarded.get('', patient()), readonly.get('', patient())]);
      expect([guarded.access?.put, readonly.access?.put]).toEqual([true, false]);
      await expect(readonly.put(1, {}, patient())).rejects.toMatchObject({
        code: 'PVA.REMOTE',
        message: expect.stringContaining('No write access to java:readonly'),
      });
      await client.channel('java:lock').put(true, {}, patient());
      // Told on the same connection before the answer to what is asked after it.
      await guarded.get('', patient());
      expect(guarded.access?.put).toBe(false);
      await client.channel('java:lock').put(false, {}, patient());
      await guarded.put(2, {}, patient());
      expect(guarded.access?.put).toBe(true);
    }));

  it('answers calls', () =>
    run(async (client) => {
      const result = await client.channel('java:add').rpc({ a: 1.5, b: 2 }, patient());
      expect(result?.value).toMatchObject({ value: 3.5 });
    }));
});
