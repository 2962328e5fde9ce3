import { timeLimit } from '@devgen/runtime/pva';
import { Command } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { clientWith, record, startIocs } from './iocs.ts';
import { countingScript, startServer } from './wire-calls.ts';
import { patient, valueOf } from './with-client.ts';

describe.each(['pvxs', 'pvaccess'] as const)('a name server that is %s', (server) => {
  it('is asked by TCP, and finds its own PVs', async () => {
    const [ioc] = await startIocs([record('A', 1) + record('B', 2), { server }]);
    const client = clientWith({ EPICS_PVA_NAME_SERVERS: ioc!.endpoint });
    await expect(Promise.all(['A', 'B'].map((name) => valueOf(client, name)))).resolves.toEqual([1, 2]);
    await expect(client.channel('NONE').connect(timeLimit(300))).rejects.toMatchObject({
      code: 'PVA.NOT_FOUND',
      message: expect.stringContaining(`tcp ${ioc!.endpoint}`),
    });
  });
});

describe('a name server that was restarted', () => {
  it('is connected to again, and asked for what was lost with it', async () => {
    const [ioc] = await startIocs([record('A', 1)]);
    const client = clientWith({ EPICS_PVA_NAME_SERVERS: ioc!.endpoint });
    await client.channel('A').connect(patient());
    await ioc!.restart();
    // It is tried every ten seconds.
    await expect(client.channel('A').get('', timeLimit(25_000))).resolves.toMatchObject({ value: { value: 1 } });
  });
});

describe('a name server whose answers do not come through', () => {
  it('is asked for the channel itself, when it was asked in vain', async () => {
    const script = countingScript();
    // It says nothing to searches, as one that answers by UDP behind a firewall.
    const server = await startServer(script);
    const client = clientWith({ EPICS_PVA_NAME_SERVERS: server.endpoint });
    await expect(client.channel('A').get('', patient())).resolves.toMatchObject({ value: { value: 1 } });
    const [connection] = server.connections;
    expect(connection!.count(Command.search)).toBeGreaterThanOrEqual(2);
    expect(server.connections).toHaveLength(1);
  });
});
