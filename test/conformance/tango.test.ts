import { join } from 'node:path';
import { deadline } from '@devgen/runtime';
import { tango, TangoClient } from '@devgen/runtime/tango';
import { startFacility } from '../../src/sim/tango/facility/facility.ts';
import { startProxy } from '../peers/proxy.ts';
import { startPyServer } from '../peers/py-server.ts';
import { lifecycle } from '../sim/tango/classes/lifecycle.ts';
import { conforms } from './lifecycle.ts';
import { lifecycleSpec, type Subject } from './subject.ts';

const spec = lifecycleSpec('tango:Lifecycle', {
  number: 'number',
  readback: 'ReadBack',
  mode: 'mode',
  text: 'text',
  array: 'array',
  broken: 'broken',
  double: 'Double',
  reset: 'reset',
  slow: 'Slow',
});
const device = 'test/lifecycle/1';

/** A running device of the suite: where the connector finds it by name, and its full address. */
interface Served {
  readonly via: string;
  readonly address: string;
  stop(): Promise<void>;
}

conforms('Tango, a PyTango server', () =>
  subject(async () => {
    const script = join(import.meta.dirname, 'lifecycle_tango.py');
    const server = await startPyServer(script, { devices: [{ name: device, class: 'Lifecycle' }] });
    const via = `tango://${server.host}:${server.port}#dbase=no`;
    return { via, address: server.address(), stop: () => server.stop() };
  }),
);

conforms('Tango, a simulated facility', () =>
  subject(async () => {
    const servers = [{ name: 'Lifecycle/test', devices: [{ name: device, class: lifecycle }] }];
    const facility = await startFacility({ servers });
    const via = `tango://${facility.tangoHost}`;
    return { via, address: `${via}/${device}`, stop: () => facility.close() };
  }),
);

async function subject(serve: () => Promise<Served>): Promise<Subject> {
  const { via, address, stop } = await serve();
  // The device's server, and a database where there is one.
  const proxy = await startProxy(2);
  const connector = tango(via, { connectVia: proxy.connectVia, environment: {} });
  const other = new TangoClient({ environment: {} });
  const hand = other.device(address);
  return {
    connector,
    address: device,
    spec,
    control: {
      set: async (member, value) => {
        const io = deadline(5_000);
        const index = ['Idle', 'Run', 'Fault', 'Maintenance'].indexOf(String(value));
        if (member === 'readback') await hand.command('Force', value, undefined, io);
        else await hand.writeAttribute(member, member === 'mode' ? index : value, io);
        io.done();
      },
      lose: () => proxy.behave('refuse'),
      restore: () => proxy.behave('pass'),
      requests: () => proxy.requests.length,
    },
    stop: async () => {
      await connector.close();
      await other.close();
      await proxy.stop();
      await stop();
    },
  };
}
