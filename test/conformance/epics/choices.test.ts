import { connectAll, defineDevice } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const database = `
  record(mbbo, "E:mode") { field(ZRST, "Idle") field(ONST, "Run") field(TWST, "Fault") field(PINI, "YES") }
`;
const Mode = defineDevice({
  id: 'epics:Mode',
  members: { mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Run', 'Fault'] } },
});
const Fewer = defineDevice({
  id: 'epics:Mode',
  members: { mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Run'] } },
});

describe.each(WIRES)('choices over %s', (wire) => {
  const ioc = useWire(wire, database);

  it('are put and got by their labels', async () => {
    const { device } = await connectAll({ device: new Mode('E:') }, { via: [ioc().connector] });
    for (const label of ['Run', 'Fault', 'Idle'] as const) {
      await device.mode.set(label);
      expect([await device.mode.get(), await device.mode.setpoint()]).toEqual([label, label]);
    }
    expect((await device.mode.describe()).choices).toEqual(['Idle', 'Run', 'Fault']);
  });

  it('that are none are refused with those that there are, and nothing is put', async () => {
    const { device } = await connectAll({ device: new Mode('E:') }, { via: [ioc().connector] });
    const before = ioc().puts();
    await expect(device.mode.set('Walk' as never)).rejects.toMatchObject({
      code: 'VALUE.LABEL_UNKNOWN',
      member: 'device.mode',
      message: expect.stringMatching(/"Idle", "Run", "Fault".*"Walk"/),
    });
    expect(ioc().puts()).toBe(before);
  });

  it('may be more than a class declares, which then are no values of it', async () => {
    const tree = { all: new Mode('E:'), fewer: new Fewer('E:') };
    const { all, fewer } = await connectAll(tree, { via: [ioc().connector] });
    expect(fewer.$findings.map(({ rule, severity }) => [rule, severity])).toEqual([['ENUM_LABEL_ADDED', 'warning']]);
    await fewer.mode.set('Run');
    expect(await fewer.mode.get()).toBe('Run');
    await all.mode.set('Fault');
    await expect(fewer.mode.get({ fresh: true })).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
    await all.mode.set('Idle');
  });
});
