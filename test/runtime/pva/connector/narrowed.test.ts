import { connectAll, defineDevice, mock, mockOf } from '@devgen/runtime';
import { conversions } from '@devgen/runtime/conversions';
import { expect, it } from 'vitest';
import { runP4p, startP4p } from '../../../peers/p4p.ts';
import { withConnector } from './with-connector.ts';

class Log extends defineDevice({
  id: 'epics:Log',
  members: {
    table: {
      kind: 'rw',
      source: 'table',
      type: 'table',
      fields: [
        { name: 'count', type: 'f64[]', wire: 'i64[]' },
        { name: 'label', type: 'str[]' },
        { name: 'ok', type: 'enum[]', labels: ['Bad', 'Good'], wire: 'bool[]' },
      ],
    },
    big: { kind: 'rw', source: 'i64s', type: 'f64[]', wire: 'i64[]' },
    image: { kind: 'r', source: 'image', type: 'ndarray' },
  },
}) {
  static override readonly conversions = conversions;
}

class Other extends defineDevice({
  id: 'epics:Other',
  members: { x: { kind: 'r', source: 'i32', type: 'enum', labels: ['Bad', 'Good'], wire: 'i16' } },
}) {
  static override readonly conversions = conversions;
}

const stored = `
from p4p.client.thread import Context
with Context("pva", nt=False) as context:
    table = context.get("t:table").value
    print(table.count.dtype, table.count.tolist(), table.ok.tolist(), table.label)
`;

it('columns of a table of p4p are numbers and words, there and back, by get and monitor', async () => {
  const server = await startP4p('pva_types.py');
  await withConnector(server, async (connector) => {
    const { log } = await connectAll({ log: new Log('t:') }, { via: [connector] });
    // What is not there is found as well as that which is.
    await expect(connectAll({ other: new Other('t:') }, { via: [connector] })).rejects.toMatchObject({
      message: expect.stringContaining('x: MEMBER.TYPE expected i16, found i32'),
    });
    expect(log.$findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const first = { count: Float64Array.of(1, 2), label: ['one', 'two'], ok: ['Good', 'Bad'] } as const;
    expect(await log.table.get()).toEqual(first);
    const other = { count: Float64Array.of(-(2 ** 50)), label: ['x'], ok: ['Good'] } as const;
    const readings = log.table.observe();
    expect((await readings.next()).value).toMatchObject({ ok: true, value: first });
    await log.table.set(other);
    expect((await readings.next()).value).toMatchObject({ ok: true, value: other });
    await readings.return?.();
    expect(await runP4p(server, stored)).toBe(`int64 [${-(2 ** 50)}] [True] ['x']\n`);

    await expect(log.table.set({ ...other, count: Float64Array.of(0.5) })).rejects.toMatchObject({
      code: 'VALUE.TYPE',
    });
    await expect(log.table.set({ ...other, ok: ['Ugly' as 'Bad'] })).rejects.toMatchObject({
      code: 'VALUE.LABEL_UNKNOWN',
      message: expect.stringContaining('at ok[0]'),
    });
    expect(await log.big.get()).toEqual(Float64Array.of(-1, 2));
    // Only a value tells the elements of an NTNDArray: its type has none that a class could narrow.
    expect((await log.image.get()).data).toBeInstanceOf(Uint16Array);
  });
  await server.stop();
});

it('and so they are in mock', async () => {
  const { log } = await connectAll({ log: new Log('t:') }, { via: [mock()] });
  expect(await log.table.get()).toEqual({ count: new Float64Array(0), label: [], ok: [] });
  const rows = { count: Float64Array.of(7), label: ['x'], ok: ['Good'] } as const;
  await log.table.set(rows);
  expect(mockOf(log.table).puts).toEqual([rows]);
});
