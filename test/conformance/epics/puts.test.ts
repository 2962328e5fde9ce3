import { connectAll, defineDevice } from '@devgen/runtime';
import { restoreSettings, saveSettings } from '@devgen/runtime/settings';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

/** The slow one takes half a second to process, and is counted when that is done. */
const database = `
  record(calcout, "P:slow") { field(CALC, "A") field(ODLY, "0.5") field(OOPT, "Every Time") field(FLNK, "P:done") }
  record(calc, "P:done") { field(INPA, "P:done") field(CALC, "A+1") }
  record(ao, "P:level") { field(VAL, "2.5") field(PINI, "YES") }
  record(stringout, "P:text") { field(VAL, "before") field(PINI, "YES") }
`;
const Puts = defineDevice({
  id: 'epics:Puts',
  members: {
    slow: { kind: 'rw', source: 'slow.A', type: 'f64' },
    done: { kind: 'r', source: 'done', type: 'f64' },
    level: { kind: 'rw', source: 'level', type: 'f64' },
    text: { kind: 'rw', source: 'text', type: 'str' },
  },
});

describe.each(WIRES)('puts over %s', (wire) => {
  const ioc = useWire(wire, database);

  it('that ended with their deadline are put again by who wants that, and by nobody else', async () => {
    const { device } = await connectAll({ device: new Puts('P:') }, { via: [ioc().connector] });
    const before = ioc().puts();
    let tries = 0;
    for (const deadline of [100, 20_000]) {
      tries += 1;
      const error: unknown = await device.slow.set(tries, { deadline }).catch((thrown: unknown) => thrown);
      if (error === undefined) break;
      // What became of it is for the caller to judge.
      expect(error).toMatchObject({ code: 'CALL.TIMEOUT', member: 'device.slow' });
    }
    expect([tries, await device.slow.get(), await device.done.get()]).toEqual([2, 2, 2]);
    expect(ioc().puts() - before).toBe(2);
  });

  it('of what was there at connect are those of saved settings', async () => {
    const { device } = await connectAll({ device: new Puts('P:') }, { via: [ioc().connector] });
    const atConnect = await saveSettings(device, { ignore: ['slow'] });
    expect(atConnect).toEqual({ level: 2.5, text: 'before' });
    await Promise.all([device.level.set(9), device.text.set('after')]);
    expect((await restoreSettings(device, atConnect)).written).toEqual(['level', 'text']);
    expect([await device.level.get(), await device.text.get()]).toEqual([2.5, 'before']);
  });

  it('of nothing are refused, and nothing is sent', async () => {
    const { device } = await connectAll({ device: new Puts('P:') }, { via: [ioc().connector] });
    const before = ioc().sent();
    for (const nothing of [undefined, null]) {
      await expect(device.level.set(nothing as never)).rejects.toMatchObject({
        code: 'VALUE.TYPE',
        member: 'device.level',
      });
    }
    expect(ioc().sent()).toBe(before);
  });
});
