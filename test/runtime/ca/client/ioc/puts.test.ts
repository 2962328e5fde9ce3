import { describe, expect, it } from 'vitest';
import { runCaPython } from '../../../../peers/ca-server.ts';
import { useIoc, WRITES } from './use-ioc.ts';
import { patient, rejection, valueOf } from '../with-client.ts';

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

const { ioc, run } = useIoc();

describe('an IOC', () => {
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
        ioc(),
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
      expect(String(error)).toContain(`ca://T:mbbo: put was refused by ${ioc().endpoint}: ECA_PUTFAIL`);
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
});
