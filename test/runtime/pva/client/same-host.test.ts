import { PvaClient } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { runP4p } from '../../../peers/p4p.ts';
import { cleanups } from './wire-calls.ts';
import { valueOf } from './with-client.ts';

const GET = `
from p4p.client.thread import Context
print(float(Context('pva', nt=False).get('A', timeout=20).value))`;

describe.each(['pvxs', 'pvaccess'] as const)('an IOC of %s', (server) => {
  it('is found by other clients of its host, while one of ours searches and hears beacons there', async () => {
    const ioc = await startIoc('record(ao, "A") { field(VAL, "1.5") field(PINI, "YES") }', { server });
    cleanups.push(() => ioc.stop());
    const client = new PvaClient({
      environment: { ...ioc.environment, EPICS_PVA_BROADCAST_PORT: `${ioc.udp}` },
      beacons: ['127.255.255.255'],
    });
    cleanups.push(() => client.close());
    expect(await valueOf(client, 'A')).toBe(1.5);
    // Its searches go to this host alone: the kernel gives them to whoever bound the port last.
    expect((await runP4p(ioc, GET)).trim()).toBe('1.5');
  });
});
