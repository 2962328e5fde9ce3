import { pva, PvaClient, timeLimit } from '@devgen/runtime/pva';
import { startIoc } from '../peers/epics-ioc.ts';
import { readOnlyGroup, records } from '../peers/epics-records.ts';
import { PvaProxy } from '../peers/pva-proxy.ts';
import { conforms } from './lifecycle.ts';
import { lifecycleSpec } from './subject.ts';

/** Commands of records return nothing. */
const spec = lifecycleSpec('epics:Lifecycle', {
  number: 'number',
  readback: 'readback',
  mode: 'mode',
  text: 'text',
  array: 'array',
  broken: 'broken',
  reset: 'reset.PROC',
  slow: 'slow.PROC',
});

conforms('PV Access, a pvxs IOC', async () => {
  const ioc = await startIoc(records('lifecycle.db'), { access: readOnlyGroup });
  // What no IOC says over PV Access: that a record cannot be read, and that it cannot be written.
  const proxy = await PvaProxy.start(ioc, {
    unreadable: (name) => name === 'LIFE:broken',
    unwritable: (name) => name === 'LIFE:readback',
  });
  const connector = pva(undefined, { environment: proxy.environment });
  const hand = new PvaClient({ environment: ioc.environment });
  // An IOC forgets what was put into its records; one with autosave does not.
  const saved = new Map<string, unknown>();
  const put = (member: string, value: unknown): Promise<void> => {
    const index = ['Idle', 'Run', 'Fault', 'Maintenance'].indexOf(String(value));
    const wire = member === 'mode' ? index : value;
    return hand.channel(`LIFE:${member}`, ioc.endpoint).put(wire, { wait: true }, timeLimit(10_000));
  };
  return {
    connector,
    address: 'LIFE:',
    spec,
    control: {
      set: async (member, value) => {
        saved.set(member, value);
        await put(member, value);
      },
      lose: () => ioc.kill(),
      restore: async () => {
        if (ioc.running) return;
        await ioc.start();
        for (const [member, value] of saved) await put(member, value);
      },
      requests: () => proxy.packets.length + proxy.searches.length,
    },
    stop: async () => {
      await connector.close();
      await hand.close();
      await proxy.stop();
      await ioc.stop();
    },
  };
});
