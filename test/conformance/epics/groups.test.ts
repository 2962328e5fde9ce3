import { connectAll, defineDevice } from '@devgen/runtime';
import { pva } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { startIoc } from '../../peers/epics-ioc.ts';
import { running } from '../../sources/epics/running.ts';

/** Only one of the two fields has an order in which it is put, and that is what makes it writable. */
const database = `
  record(ao, "G:x") { field(VAL, "1") field(PINI, "YES") info(Q:group, { "G:both": { "x": { +channel: "VAL", +type: "plain", +putorder: 1 } } }) }
  record(ao, "G:y") { field(VAL, "2") field(PINI, "YES") info(Q:group, { "G:both": { "y": { +channel: "VAL", +type: "plain" } } }) }
`;
const Both = defineDevice({
  id: 'epics:Both',
  members: {
    both: {
      kind: 'rw',
      source: 'both',
      type: 'struct',
      fields: [
        { name: 'y', type: 'f64' },
        { name: 'x', type: 'f64' },
      ],
    },
    y: { kind: 'r', source: 'y', type: 'f64' },
  },
});

describe.each(['pvxs', 'pvaccess'] as const)('a group of %s', (server) => {
  it('shows after a put what its records took, as it tells nobody which of them may be put', async () => {
    const ioc = await running(startIoc(database, { server }));
    const connector = pva(undefined, { environment: ioc.environment });
    const { device } = await connectAll({ device: new Both('G:') }, { via: [connector] });
    expect([device.$findings, device.both.meta.writable]).toEqual([[], undefined]);
    await device.both.set({ x: 5, y: 6 });
    expect(await device.both.get()).toEqual({ x: 5, y: 2 });
    expect(await device.y.get()).toBe(2);
    await connector.close();
  });
});
