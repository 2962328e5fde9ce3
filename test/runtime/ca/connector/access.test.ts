import { connectAll, defineDevice } from '@devgen/runtime';
import { CaClient } from '@devgen/runtime/ca';
import { expect, it } from 'vitest';
import { startCaIoc } from '../../../peers/ca-server.ts';
import { patient } from '../client/with-client.ts';
import { withConnector } from './with-connector.ts';

/** Writing is permitted while a record of the IOC says so, as operators switch it. */
const ACCESS = `
ASG(DEFAULT) { RULE(1, READ) RULE(1, WRITE) }
ASG(SWITCHED) { INPA("D:open") RULE(1, READ) RULE(1, WRITE) { CALC("A=1") } }
`;
const DATABASE = `
record(longout, "D:open") { field(VAL, "1") field(PINI, "YES") }
record(ao, "D:guarded") { field(VAL, "1") field(PINI, "YES") field(ASG, "SWITCHED") }
record(ai, "D:readback") { field(INP, "D:guarded CP") }
record(bo, "D:go") { field(ASG, "SWITCHED") }
`;
const Dev = defineDevice({
  id: 'epics:Dev',
  members: {
    guarded: { kind: 'rw', source: 'guarded', type: 'f64' },
    pair: { kind: 'rw', source: 'readback', write: 'guarded', type: 'f64' },
    go: { kind: 'command', source: 'go' },
    readback: { kind: 'r', source: 'readback', type: 'f64' },
  },
});

it('what access security takes away and gives back while it is connected is what may be done', async () => {
  const ioc = await startCaIoc(DATABASE, { access: ACCESS });
  const hand = new CaClient({ environment: ioc.environment });
  const watched = hand.channel('D:guarded');
  const permitted = async (write: boolean): Promise<void> => {
    while (watched.info?.access.write !== write)
      await new Promise((resolve) => {
        const stop = watched.onAccess((rights) => {
          stop();
          resolve(rights);
        });
      });
  };
  const open = (value: number): Promise<void> => hand.channel('D:open').put(value, { wait: true }, patient());
  await watched.connect(patient());
  // The IOC has to find its own record first.
  await permitted(true);
  await withConnector(ioc, async (connector) => {
    const { dev } = await connectAll({ dev: new Dev('D:') }, { via: [connector] });
    const { $findings: findings } = dev;
    await dev.guarded.set(2);
    expect([dev.guarded, dev.pair, dev.go].map(({ meta }) => meta.writable)).toEqual(Array(3));

    await open(0);
    await permitted(false);
    // What was told before the answer to a later question has come.
    expect(await dev.guarded.get({ fresh: true })).toBe(2);
    expect([dev.guarded, dev.pair, dev.go, dev.readback].map(({ meta }) => meta.writable)).toEqual([
      false,
      false,
      false,
      undefined,
    ]);
    const refused = { code: 'CA.ACCESS', completed: 'NO' };
    await expect(dev.guarded.set(3)).rejects.toMatchObject({ ...refused, member: 'dev.guarded' });
    const source = expect.stringMatching(/\/D:guarded$/);
    await expect(dev.pair.set(3)).rejects.toMatchObject({ ...refused, member: 'dev.pair', source });
    await expect(dev.go.execute()).rejects.toMatchObject({ code: 'CA.ACCESS', member: 'dev.go' });
    // It is what it was: nothing is wrong with its class, and it is read as before.
    expect([dev.$state.state, dev.$findings]).toEqual(['connected', findings]);
    expect(await dev.pair.get()).toBe(2);

    await open(1);
    await permitted(true);
    await dev.guarded.get({ fresh: true });
    expect([dev.guarded, dev.pair, dev.go].map(({ meta }) => meta.writable)).toEqual(Array(3));
    await dev.guarded.set(4);
    expect(await dev.guarded.get({ fresh: true })).toBe(4);
  });
  await hand.close();
  await ioc.stop();
});

it('what is forbidden from the beginning is no more than read: its class is told so', async () => {
  const ioc = await startCaIoc(DATABASE.replace('field(VAL, "1") field(PINI, "YES") }', '}'), { access: ACCESS });
  await withConnector(ioc, async (connector) => {
    const connecting = connectAll({ dev: new Dev('D:') }, { via: [connector] });
    await expect(connecting).rejects.toMatchObject({ message: expect.stringContaining('guarded') });
  });
  await ioc.stop();
});
