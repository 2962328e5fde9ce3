import { type PvaClient, scalar } from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCorePva } from '../../../peers/core-pva.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { Recorder } from './recorder.ts';
import { VALUES } from './type-values.ts';
import { patient, withClient } from './with-client.ts';
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
