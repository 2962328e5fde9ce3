import { connectAll, defineDevice } from '@devgen/runtime';
import { CaClient } from '@devgen/runtime/ca';
import { conversions } from '@devgen/runtime/conversions';
import { expect, it } from 'vitest';
import { startCaIoc } from '../../../peers/ca-server.ts';
import { patient } from '../client/with-client.ts';
import { withConnector } from './with-connector.ts';

/** As a class of the same records over PV Access says it: Channel Access has no 64 bits and no flags of its own. */
class Dev extends defineDevice({
  id: 'epics:Dev',
  members: {
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Run'], wire: 'i32' },
    total: { kind: 'rw', source: 'total', type: 'f64', wire: 'i64' },
    states: { kind: 'rw', source: 'states', type: 'enum[]', labels: ['Idle', 'Run'], wire: 'u8[]' },
  },
}) {
  static override readonly conversions = conversions;
}
const database = `
record(longout, "D:mode") { field(VAL, "1") field(PINI, "YES") }
record(int64out, "D:total") { field(VAL, "41") field(PINI, "YES") }
record(waveform, "D:states") { field(FTVL, "UCHAR") field(NELM, "4") }
`;

it('is what the class says over Channel Access too', async () => {
  const ioc = await startCaIoc(database);
  const hand = new CaClient({ environment: ioc.environment });
  await withConnector(ioc, async (connector) => {
    const { dev } = await connectAll({ dev: new Dev('D:') }, { via: [connector] });
    expect(dev.$findings).toEqual([]);
    expect([await dev.mode.get(), await dev.total.get()]).toEqual(['Run', 41]);
    await dev.mode.set('Idle');
    await dev.total.set(7);
    await dev.states.set(['Run', 'Idle', 'Run']);
    expect(await dev.states.get()).toEqual(['Run', 'Idle', 'Run']);
    const stored = await hand.channel('D:mode').get({}, patient());
    expect([stored.value, (await hand.channel('D:total').get({}, patient())).value]).toEqual([0, 7]);
    await hand.channel('D:mode').put(5, { wait: true }, patient());
    await expect(dev.mode.get({ fresh: true })).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN', actual: 5 });
  });
  await hand.close();
  await ioc.stop();
});
