import { PvaClient } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { cleanups } from './wire-calls.ts';
import { patient, valueOf } from './with-client.ts';

const DATABASE = 'record(ao, "A") { field(VAL, "1") field(PINI, "YES") }';

async function startOn(interfaces: string): Promise<PvaServerPeer> {
  const ioc = await startIoc(DATABASE, { env: { EPICS_PVAS_INTF_ADDR_LIST: interfaces } });
  cleanups.push(() => ioc.stop());
  return ioc;
}

function clientWith(environment: Readonly<Record<string, string>>): PvaClient {
  const client = new PvaClient({ environment });
  cleanups.push(() => client.close());
  return client;
}

describe('an IOC that listens to a multicast group', () => {
  it.each([
    ['224.0.1.99@127.0.0.1', '224.0.1.99', '1@127.0.0.1'],
    ['224.0.1.99@127.0.0.1', '224.0.1.99', '1@lo'],
  ])('on %s is found through %s,%s', async (interfaces, group, way) => {
    const ioc = await startOn(interfaces);
    const client = clientWith({
      EPICS_PVA_ADDR_LIST: `${group}:${ioc.udp},${way}`,
      EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    });
    await expect(valueOf(client, 'A')).resolves.toBe(1);
  });
});

describe('an IOC of IPv6', () => {
  it('is found by its address, by its name server, and dialled', async () => {
    const ioc = await startOn('[::1]');
    const ways = [
      { EPICS_PVA_ADDR_LIST: `[::1]:${ioc.udp}` },
      { EPICS_PVA_NAME_SERVERS: `[::1]:${ioc.port}` },
      { EPICS_PVA_ADDR_LIST: `127.0.0.1:9 [::1]:${ioc.udp}` },
    ];
    for (const way of ways) {
      const client = clientWith({ EPICS_PVA_AUTO_ADDR_LIST: 'NO', ...way });
      await expect(valueOf(client, 'A')).resolves.toBe(1);
      expect(client.channel('A').state).toEqual({ state: 'connected', server: `[::1]:${ioc.port}` });
    }
    const client = clientWith({ EPICS_PVA_AUTO_ADDR_LIST: 'NO' });
    const dialled = client.channel('A', `[::1]:${ioc.port}`);
    expect(dialled.source).toBe(`pva://[::1]:${ioc.port}/A`);
    await expect(dialled.get('', patient())).resolves.toMatchObject({ value: { value: 1 } });
    const names = await client.server(`[::1]:${ioc.port}`).channels(patient());
    expect(names).toEqual(['A']);
  });
});

describe('an IOC that is named nowhere', () => {
  it('is found by the broadcasts of the networks of this host', async () => {
    const ioc = await startOn('0.0.0.0');
    const client = clientWith({ EPICS_PVA_BROADCAST_PORT: `${ioc.udp}` });
    await expect(valueOf(client, 'A')).resolves.toBe(1);
    // Not by the loopback, which is no network of others.
    expect(client.channel('A').state).not.toMatchObject({ server: `127.0.0.1:${ioc.port}` });
  });
});
