import { connectAll, defineDevice, pendingWaits } from '@devgen/runtime';
import { expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { withConnector } from './with-connector.ts';

const Axis = defineDevice({
  id: 'epics:Axis',
  members: {
    position: { kind: 'rw', source: 'read', write: 'set', type: 'f64' },
    shut: { kind: 'rw', source: 'other', write: 'shut', type: 'f64' },
  },
});
const database = `
  record(ao, "D:set") { field(VAL, "1") field(PINI, "YES") field(DRVL, "0") field(DRVH, "5") field(EGU, "mm") }
  record(ao, "D:shut") { field(VAL, "1") field(PINI, "YES") field(DISP, "1") }
  record(ai, "D:read") { field(INP, "D:set CP") }
  record(ai, "D:other") { field(INP, "D:shut CP") }
`;

/** Of the write of a member to a PV. */
function errorOf(name: string, pv: string): object {
  return {
    member: `axis.${name}`,
    source: `pva://${pv}`,
    message: expect.stringContaining(`axis.${name} (pva://${pv}): set: `),
  };
}

it('a write of a pair that is refused names the PV that it was for, and so does a setpoint', async () => {
  const ioc = await startIoc(database);
  await withConnector(ioc, async (connector) => {
    const { axis } = await connectAll({ axis: new Axis('D:') }, { via: [connector] });
    await expect(axis.position.set(6)).rejects.toMatchObject({ code: 'VALUE.LIMITS', ...errorOf('position', 'D:set') });
    await expect(axis.shut.set(2)).rejects.toMatchObject({ code: 'PVA.REMOTE', ...errorOf('shut', 'D:shut') });
    // What is read is still named by what is read.
    expect(axis.position.source).toMatch(/\/D:read$/);
    expect(await axis.position.setpoint()).toBe(1);

    const waiting = [axis.position.set(2), axis.position.setpoint(), axis.position.get({ fresh: true })];
    const waits = pendingWaits().map(({ what, source }) => [what, source.slice(source.lastIndexOf('/'))]);
    expect(waits).toEqual([
      ['set', '/D:set'],
      ['setpoint', '/D:set'],
      ['get', '/D:read'],
    ]);
    await Promise.all(waiting);
  });
  await ioc.stop();
});
