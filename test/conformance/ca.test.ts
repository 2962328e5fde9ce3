import { ca, CaClient, timeLimit } from '@devgen/runtime/ca';
import { CaProxy } from '../peers/ca-proxy.ts';
import { startCaIoc } from '../peers/ca-server.ts';
import { records } from '../peers/epics-records.ts';
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

/** A readback is written by the hand alone. */
const access = `
UAG(HAND) { hand }
ASG(DEFAULT) { RULE(1, READ) RULE(1, WRITE) }
ASG(READBACK) { RULE(1, READ) RULE(1, WRITE) { UAG(HAND) } }
`;

conforms('Channel Access, an IOC', async () => {
  const ioc = await startCaIoc(records('lifecycle.db'), { access });
  // What no IOC says: that a record cannot be read. That it cannot be written is what its DISP says.
  const proxy = await CaProxy.start(ioc, { unreadable: (name) => name === 'LIFE:broken' });
  const connector = ca(undefined, { environment: proxy.environment, user: 'somebody' });
  const hand = new CaClient({ environment: ioc.environment, user: 'hand' });
  // An IOC forgets what was put into its records; one with autosave does not.
  const saved = new Map<string, unknown>();
  const put = (member: string, value: unknown): Promise<void> =>
    hand.channel(`LIFE:${member}`).put(value, { wait: true }, timeLimit(10_000));
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
