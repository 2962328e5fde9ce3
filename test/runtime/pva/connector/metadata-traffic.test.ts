import { connectAll, defineDevice } from '@devgen/runtime';
import { Command } from '@devgen/runtime/pva/codec';
import { expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { PvaProxy } from '../../../peers/pva-proxy.ts';
import { withConnector } from './with-connector.ts';

const Pair = defineDevice({
  id: 'epics:Pair',
  members: { x: { kind: 'rw', source: 'pv0', type: 'f64' }, y: { kind: 'rw', source: 'pv1', type: 'f64' } },
});
const database = ['pv0', 'pv1']
  .map((name) => `record(ao, "A:${name}") { field(VAL, "1") field(PINI, "YES") }`)
  .join('\n');

it('metadata that is looked at takes one monitor that leaves the value out, and none of what is observed', async () => {
  const ioc = await startIoc(database);
  const proxy = await PvaProxy.start(ioc);
  await withConnector(proxy, async (connector) => {
    const { pair } = await connectAll({ pair: new Pair('A:') }, { via: [connector] });
    proxy.clear();
    for (let look = 0; look < 3; look += 1) expect(pair.x.meta.units).toBeUndefined();
    await pair.y.get({ fresh: true });
    // Begun, and started when that is answered; what is not looked at has none.
    await pair.y.get({ fresh: true });
    expect(proxy.count(Command.monitor).messages).toBe(2);
    const told = (): number => proxy.received.filter((command) => command === Command.monitor).length;
    // That it has begun, and what is there.
    expect(told()).toBe(2);
    for (let value = 0; value < 20; value += 1) await pair.x.set(value);
    await pair.x.get({ fresh: true });
    expect(told()).toBe(2);

    proxy.clear();
    const readings = pair.x.observe();
    await readings.next();
    expect(pair.x.meta).toEqual({ precision: 0 });
    expect([proxy.count(Command.monitor).messages, proxy.count(Command.destroyRequest).messages]).toEqual([2, 1]);
    await readings.return?.();
    await pair.y.get({ fresh: true });
    await pair.y.get({ fresh: true });
    // It goes on by itself.
    expect([proxy.count(Command.monitor).messages, proxy.count(Command.destroyRequest).messages]).toEqual([4, 2]);
  });
  await proxy.stop();
  await ioc.stop();
});
