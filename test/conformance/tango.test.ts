import { join } from 'node:path';
import { deadline } from '@devgen/runtime';
import { tango, TangoClient } from '@devgen/runtime/tango';
import { startProxy } from '../peers/proxy.ts';
import { startPyServer } from '../peers/py-server.ts';
import { conforms } from './lifecycle.ts';
import { lifecycleSpec } from './subject.ts';

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

conforms('Tango', async () => {
  const script = join(import.meta.dirname, 'lifecycle_tango.py');
  const server = await startPyServer(script, { devices: [{ name: device, class: 'Lifecycle' }] });
  const proxy = await startProxy();
  const address = `tango://${server.host}:${server.port}#dbase=no`;
  const connector = tango(address, { connectVia: proxy.connectVia, environment: {} });
  const other = new TangoClient({ environment: {} });
  const hand = other.device(server.address());
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
      lose: () => proxy.behave('refuse', server),
      restore: () => proxy.behave('pass', server),
      requests: () => proxy.requests.length,
    },
    stop: async () => {
      await connector.close();
      await other.close();
      await proxy.stop();
      await server.stop();
    },
  };
});
