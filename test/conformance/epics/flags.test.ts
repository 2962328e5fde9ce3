import { connectAll, connectSettled, defineDevice } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const database = `
  record(bo, "F:valve") { field(ZNAM, "Closed") field(ONAM, "Open") field(PINI, "YES") }
  record(mbbo, "F:lamp") { field(ZRST, "Dark") field(ONST, "Lit") field(PINI, "YES") }
  record(mbbo, "F:mode") { field(ZRST, "Off") field(ONST, "On") field(TWST, "Auto") field(PINI, "YES") }
  record(mbboDirect, "F:bits") { field(VAL, "4") field(PINI, "YES") }
  record(longout, "F:count") { field(VAL, "2") field(PINI, "YES") }
`;
const Flag = defineDevice({ id: 'epics:Flag', members: { on: { kind: 'rw', source: '', type: 'bool' } } });
const Words = defineDevice({
  id: 'epics:Words',
  members: {
    valve: { kind: 'rw', source: 'valve', type: 'enum', labels: ['Closed', 'Open'] },
    lamp: { kind: 'rw', source: 'lamp', type: 'enum', labels: ['Dark', 'Lit'] },
  },
});

describe.each(WIRES)('choices of two over %s', (wire) => {
  const ioc = useWire(wire, database);

  it('are flags of one class, though their labels differ', async () => {
    const tree = { valve: new Flag('F:valve'), lamp: new Flag('F:lamp'), words: new Words('F:') };
    const { valve, lamp, words } = await connectAll(tree, { via: [ioc().connector] });
    const readings = lamp.on.observe();
    expect((await readings.next()).value).toMatchObject({ ok: true, value: false });
    await Promise.all([valve.on.set(true), lamp.on.set(true)]);
    expect((await readings.next()).value).toMatchObject({ ok: true, value: true });
    await readings.return?.();
    expect([await valve.on.get(), await lamp.on.get()]).toEqual([true, true]);
    expect([await words.valve.get(), await words.lamp.get()]).toEqual(['Open', 'Lit']);
    await valve.on.set(false);
    expect(await words.valve.get({ fresh: true })).toBe('Closed');
    await expect(valve.on.set(1 as never)).rejects.toMatchObject({ code: 'VALUE.TYPE' });
  });

  it('are the bits of a record too, and an integer as long as it is one', async () => {
    const tree = { bit: new Flag('F:bits.B1'), set: new Flag('F:bits.B2'), count: new Flag('F:count') };
    const { bit, set, count } = await connectAll(tree, { via: [ioc().connector] });
    expect([await bit.on.get(), await set.on.get()]).toEqual([false, true]);
    await bit.on.set(true);
    expect(await bit.on.get({ fresh: true })).toBe(true);
    await expect(count.on.get()).rejects.toMatchObject({ code: 'VALUE.TYPE', member: 'count.on', actual: 2 });
    await count.on.set(true);
    expect(await count.on.get()).toBe(true);
  });

  it('are told from choices of more', async () => {
    const { mode } = await connectSettled({ mode: new Flag('F:mode') }, { via: [ioc().connector] });
    expect(mode).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('on: MEMBER.TYPE expected bool, found enum') },
    });
  });
});
