import type { PvaValue } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { runP4p } from '../../../../peers/p4p.ts';
import { useIoc, writes } from './use-ioc.ts';
import { at, patient, rejection, valueOf } from '../with-client.ts';

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

describe.each(['pvxs', 'pvaccess'] as const)('an IOC with the server of %s', (server) => {
  const { ioc, run } = useIoc(server);

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
      const seen: unknown = JSON.parse(await runP4p(ioc(), READ_TEXTS, names));
      expect(seen).toEqual(writes(server).map(([, value]) => texts(value)));
    }));

  it('takes and gives four million bytes', () =>
    run(async (client) => {
      const big = Uint8Array.from({ length: 4_000_000 }, (_, i) => i * 7);
      await client.channel('T:big').put(big, {}, patient());
      const back = (await valueOf(client, 'T:big')) as Uint8Array;
      expect(Buffer.compare(back, big)).toBe(0);
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
      expect(String(error)).toContain(`pva://T:guarded: put was refused by ${ioc().endpoint}:`);
      expect(await valueOf(client, 'T:guarded')).toBe(1);
    }));
  it('has groups of records, read and written as one', () =>
    run(async (client) => {
      const pv = client.channel('T:group');
      await pv.putFields({ x: 11, 'y.value': 12 }, {}, patient());
      const { value, type } = await pv.get('', patient());
      expect([type.id, at(value, 'x'), at(value, 'y.value')]).toEqual(['test:group/1', 11, 12]);
      expect(await valueOf(client, 'T:g:y')).toBe(12);
    }));
});
