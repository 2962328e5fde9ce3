import { type SignalRW, slot, type Slotted, softSignal } from '@devgen/runtime';
import { streamTable } from '@devgen/runtime/panda';
import { afterEach, expect, it } from 'vitest';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { type OpenBox, openBox } from './boxes.ts';

let box: OpenBox;
afterEach(() => box?.stop());

interface Long {
  readonly value: Uint32Array;
}
const piece = (...words: readonly number[]): Long => ({ value: Uint32Array.from(words) });

/** Lines of a sequence that wait for nothing. */
const rows = (count: number): Readonly<Record<string, unknown>> => {
  const flags = Object.fromEntries(
    ['outa', 'outb', 'outc', 'outd', 'oute', 'outf'].flatMap((name) => [
      [`${name}1`, Array<boolean>(count).fill(true)],
      [`${name}2`, Array<boolean>(count).fill(false)],
    ]),
  );
  return {
    repeats: new Uint16Array(count).fill(1),
    trigger: Array<string>(count).fill('Immediate'),
    position: new Int32Array(count),
    time1: new Uint32Array(count).fill(1),
    time2: new Uint32Array(count).fill(1),
    ...flags,
  };
};

it('writes pieces as they come, the last one as the last', async () => {
  box = await openBox({ firmware: everyKind });
  const table = box.signal<Long>('ODD2_ONE/1/LONG');
  async function* pieces(): AsyncGenerator<Long> {
    yield piece(1, 2);
    yield piece(3);
    yield piece(4);
  }
  await streamTable(table, pieces());
  expect(box.sim.asked.tables).toEqual([
    'ODD2_ONE1.LONG<B',
    'ODD2_ONE1.LONG<<B',
    'ODD2_ONE1.LONG<<B',
    'ODD2_ONE1.LONG<<|B',
  ]);
  expect(await table.get()).toEqual(piece());
});

it('ends a table that was written whole before, in one piece', async () => {
  box = await openBox({ firmware: everyKind });
  const table = box.signal<Long>('ODD2_ONE/1/LONG');
  await table.set(piece(1));
  await streamTable(table, [piece(9)]);
  expect(box.sim.asked.tables.slice(1)).toEqual(['ODD2_ONE1.LONG<B', 'ODD2_ONE1.LONG<<|B']);
  await streamTable(table, []);
  expect(box.sim.asked.tables).toHaveLength(3);
});

it('checks each piece, and stops at one that does not fit', async () => {
  box = await openBox({ firmware: everyKind });
  const table = box.signal<Long>('ODD2_ONE/1/LONG');
  const wrong = { value: [1] } as unknown as Long;
  await expect(streamTable(table, [piece(1), wrong, piece(3)])).rejects.toMatchObject({ code: 'VALUE.TYPE' });
  expect(box.sim.asked.tables).toEqual(['ODD2_ONE1.LONG<B', 'ODD2_ONE1.LONG<<B']);
});

it('that the box does not stream is refused by the box', async () => {
  box = await openBox({ firmware: everyKind });
  const short = box.signal('ODD2_ONE/1/SHORT');
  const rows = { high: Int32Array.of(1), low: Uint16Array.of(1), mode: ['x>=y'] };
  await expect(streamTable(short, [rows])).rejects.toMatchObject({ code: 'PANDA.REFUSED' });
});

it('waits for room, until its deadline', async () => {
  box = await openBox();
  const table = box.signal('SEQ/1/TABLE');
  const order = Object.keys((await table.get()) as object);
  const ordered = (count: number): object => {
    const columns = rows(count);
    return Object.fromEntries(order.map((name) => [name, columns[name]]));
  };
  const time = setInterval(() => box.sim.advance(1e-6), 1);
  const full = streamTable(table, [ordered(8), ordered(8), ordered(8)], { ahead: 10, deadline: 300 });
  await expect(full).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
  expect(box.sim.asked.tables).toEqual(['SEQ1.TABLE<B', 'SEQ1.TABLE<<B']);
  expect(box.sim.asked.queries.filter((name) => name === 'SEQ1.TABLE.QUEUED_LINES').length).toBeGreaterThan(1);

  box.sim.asked.clear();
  const streamed = streamTable(table, [ordered(8), ordered(8), ordered(8)], { ahead: 10 });
  // A row then takes some 40 ms of this test, of which two must be seen to wait.
  await box.signal('SEQ/1/PRESCALE').set(20e-6);
  await box.signal('SEQ/1/ENABLE').set('ONE');
  await streamed;
  clearInterval(time);
  expect(box.sim.asked.tables).toEqual(['SEQ1.TABLE<B', 'SEQ1.TABLE<<B', 'SEQ1.TABLE<<B', 'SEQ1.TABLE<<|B']);
});

it('is of a PandA only', async () => {
  const soft = softSignal({ type: 'table', fields: [] } as never) as unknown as SignalRW<object> & Slotted;
  expect(soft[slot]).toBeDefined();
  await expect(streamTable(soft, [{}])).rejects.toMatchObject({ code: 'MEMBER.KIND' });
});
