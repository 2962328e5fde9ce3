import { connectSettled, defineDevice, type SignalSpec } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const plain: SignalSpec = { kind: 'rw', source: 'a', type: 'f64' };
const Plain = defineDevice({ id: 'epics:Plain', members: { a: plain } });

/** A member that is read over one wire and written over another, and one that is whole on another. */
const mixed: readonly SignalSpec[] = WIRES.flatMap((wire): readonly SignalSpec[] => [
  { ...plain, write: `=${wire}://W:a` },
  { ...plain, source: `=${wire}://W:a` },
]);

describe.each(WIRES)('a device over %s', (wire) => {
  const ioc = useWire(wire, 'record(ao, "W:a") { field(VAL, "1") field(PINI, "YES") }');

  it.each(mixed)('has all of its PVs on one wire: read $source, write $write', async (member) => {
    const Mixed = defineDevice({
      id: 'epics:Mixed',
      members: { part: { kind: 'block', source: '', of: { id: '', members: { member } } } },
    });
    const before = ioc().sent();
    const { device } = await connectSettled({ device: new Mixed('W:') }, { via: [ioc().connector] });
    expect(device).toMatchObject({
      ok: false,
      error: {
        code: 'ADDRESS.UNKNOWN',
        device: 'W:',
        message: expect.stringContaining('the wire is that of the device'),
      },
    });
    expect(ioc().sent()).toBe(before);
  });

  it('that is addressed over the other wire says which connectors there are', async () => {
    const other = wire === 'pva' ? 'ca' : 'pva';
    const before = ioc().sent();
    const { device } = await connectSettled({ device: new Plain(`${other}://W:`) }, { via: [ioc().connector] });
    const why = `scheme ${other} is not served by ${wire}://`;
    expect(device).toMatchObject({
      ok: false,
      error: { code: 'ADDRESS.UNKNOWN', hint: expect.any(String), message: expect.stringContaining(why) },
    });
    expect(ioc().sent()).toBe(before);
  });
});
