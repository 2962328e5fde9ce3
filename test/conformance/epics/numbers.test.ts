import { connectAll, connectSettled, defineDevice } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { WIRES } from './both-wires.ts';
import { useWire } from './use-wire.ts';

const database = `
  record(ao, "N:whole") { field(PREC, "0") field(PINI, "YES") }
  record(ao, "N:fine") { field(PREC, "2") field(PINI, "YES") }
`;
const Whole = defineDevice({
  id: 'epics:Numbers',
  members: {
    whole: { kind: 'rw', source: 'whole', type: 'i32' },
    fine: { kind: 'rw', source: 'fine', type: 'i32' },
  },
});
const Numbers = defineDevice({
  id: 'epics:Numbers',
  members: {
    whole: { kind: 'rw', source: 'whole', type: 'f64' },
    fine: { kind: 'rw', source: 'fine', type: 'f64' },
  },
});

describe.each(WIRES)('floating-point numbers over %s', (wire) => {
  const ioc = useWire(wire, database);

  it('are no integers, however many digits they show', async () => {
    const { whole } = await connectSettled({ whole: new Whole('N:') }, { via: [ioc().connector] });
    const message = whole.ok ? '' : whole.error.message;
    expect(message).toContain('whole: MEMBER.TYPE expected i32, found f64');
    expect(message).toContain('fine: MEMBER.TYPE expected i32, found f64');
  });

  it('are numbers, whole ones too, and tell their digits', async () => {
    const { numbers } = await connectAll({ numbers: new Numbers('N:') }, { via: [ioc().connector] });
    await Promise.all([numbers.whole.set(7), numbers.fine.set(1.25)]);
    expect([await numbers.whole.get(), await numbers.fine.get()]).toEqual([7, 1.25]);
    expect([numbers.whole.meta.precision, numbers.fine.meta.precision]).toEqual([0, 2]);
  });
});
