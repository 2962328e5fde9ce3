import { connectAll, defineDevice } from '@devgen/runtime';
import { PvaClient } from '@devgen/runtime/pva';
import { Command } from '@devgen/runtime/pva/codec';
import { expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { PvaProxy } from '../../../peers/pva-proxy.ts';
import { withConnector } from './with-connector.ts';

const labels = ['zero', 'one'] as const;
const Device = defineDevice({
  id: 'epics:Device',
  members: {
    level: { kind: 'rw', source: 'level', type: 'f64' },
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels },
  },
});
const database = `
  record(ao, "D:level") { field(VAL, "1") field(PINI, "YES") field(EGU, "mm") }
  record(mbbo, "D:mode") { field(PINI, "YES") field(ZRST, "zero") field(ONST, "one") }
`;

it('metadata that is looked at follows, though nothing is observed or got, and after the server was away', async () => {
  const ioc = await startIoc(database);
  const proxy = await PvaProxy.start(ioc);
  const hand = new PvaClient({ environment: ioc.environment });
  await withConnector(proxy, async (connector) => {
    const { device } = await connectAll({ device: new Device('D:') }, { via: [connector] });
    expect([device.level.meta.units, device.mode.meta.labels]).toEqual(['mm', labels]);
    const shows = async (units: string, third: string): Promise<void> => {
      await hand.channel('D:level.EGU').put(units);
      await hand.channel('D:mode.TWST').put(third);
      while (device.level.meta.units !== units || device.mode.meta.labels?.[2] !== third)
        await new Promise((resolve) => setImmediate(resolve));
    };
    await shows('um', 'two');
    proxy.drop();
    await shows('nm', 'drei');
  });
  await hand.close();
  await proxy.stop();
  await ioc.stop();
});

it('an old server sends values with its metadata: it is asked for that no more, and each get and update tells it', async () => {
  const ioc = await startIoc(database, { server: 'pvaccess' });
  const proxy = await PvaProxy.start(ioc);
  await withConnector(proxy, async (connector) => {
    const { device } = await connectAll({ device: new Device('D:') }, { via: [connector] });
    expect(device.level.meta.units).toBe('mm');
    while (proxy.count(Command.destroyRequest).messages === 0) await new Promise((resolve) => setImmediate(resolve));
    proxy.clear();
    await device.level.set(3);
    await device.level.set(4);
    expect(device.level.meta.units).toBe('mm');
    expect(await device.level.get()).toBe(4);
    expect([...proxy.received, ...proxy.packets.flat()]).not.toContain(Command.monitor);
  });
  await proxy.stop();
  await ioc.stop();
});
