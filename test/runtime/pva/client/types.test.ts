import { type PvaClient, type PvaStruct, scalar, timeLimit } from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runP4p, startP4p } from '../../../peers/p4p.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { VALUES } from './type-values.ts';
import { at, patient, withClient } from './with-client.ts';

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
