import { connectAll, connectSettled, defineDevice } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const database = `
  record(bo, "C:reset") { field(ZNAM, "Done") field(ONAM, "Reset") field(FLNK, "C:count") }
  record(calc, "C:count") { field(INPA, "C:count") field(CALC, "A+1") }
  record(ao, "C:setpoint") { field(VAL, "5") field(PINI, "YES") }
`;
const Reset = defineDevice({
  id: 'epics:Reset',
  members: {
    reset: { kind: 'command', source: 'reset' },
    process: { kind: 'command', source: 'count.PROC' },
    count: { kind: 'r', source: 'count', type: 'f64' },
  },
});
const Setpoint = defineDevice({
  id: 'epics:Setpoint',
  members: { go: { kind: 'command', source: 'setpoint' } },
});

describe.each(WIRES)('commands over %s', (wire) => {
  const ioc = useWire(wire, database);

  it('put the second choice, or process a record', async () => {
    const { device } = await connectAll({ device: new Reset('C:') }, { via: [ioc().connector] });
    await device.reset.execute();
    expect(await device.count.get()).toBe(1);
    await device.process.execute();
    expect(await device.count.get()).toBe(2);
  });

  it('are none of a floating-point number, which nobody means to set to 1', async () => {
    const { device } = await connectSettled({ device: new Setpoint('C:') }, { via: [ioc().connector] });
    expect(device).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('go: MEMBER.KIND expected command, found rw') },
    });
  });
});
