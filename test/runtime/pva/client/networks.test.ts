import { networkInterfaces } from 'node:os';
import { PvaClient, timeLimit } from '@devgen/runtime/pva';
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

/** An address of this host in a network of others, and the interface that has it. */
function network(family: 'IPv4' | 'IPv6'): { readonly name: string; readonly address: string } | undefined {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses = []]) => addresses.map((one) => ({ ...one, name })))
    .find((one) => one.family === family && !one.internal && !/^fe80:/i.test(one.address));
}

/** Every way to write where packets to a group leave; a machine of one network needs none. */
function waysTo(
  group: string,
  { name, address }: { readonly name: string; readonly address: string },
): readonly string[] {
  return [`${group},1@${name}`, `${group}@${name}`, `${group},1@${address}`, group];
}

async function expectFound(ways: readonly string[], host: string): Promise<void> {
  for (const way of ways) {
    const client = clientWith({ EPICS_PVA_ADDR_LIST: way, EPICS_PVA_AUTO_ADDR_LIST: 'NO' });
    await expect(valueOf(client, 'A'), way).resolves.toBe(1);
    expect(client.channel('A').state).toMatchObject({ server: expect.stringContaining(host) });
  }
}

describe('an IOC in the groups of PV Access', () => {
  it('of IPv4 is found through 224.0.0.128, however the interface is written', async () => {
    const own = network('IPv4');
    if (own === undefined) throw new Error('This machine has no network beside the loopback.');
    const ioc = await startOn(`224.0.0.128,1@${own.name}`);
    await expectFound(waysTo(`224.0.0.128:${ioc.udp}`, own), own.address);
  });

  it('of IPv6 is found through ff02::42:1 where this machine has IPv6, and otherwise the group is named as asked', async () => {
    const own = network('IPv6');
    if (own !== undefined) {
      const ioc = await startOn(`[ff02::42:1]@${own.name} [${own.address}]`);
      const group = `[ff02::42:1]:${ioc.udp}`;
      await expectFound([...waysTo(group, own), `[ff02::42:1%${own.name}]:${ioc.udp}`], own.address);
      return;
    }
    // The loopback has no route to groups of IPv6.
    const client = clientWith({ EPICS_PVA_ADDR_LIST: '[ff02::42:1]@lo', EPICS_PVA_AUTO_ADDR_LIST: 'NO' });
    await expect(client.channel('A').get('', timeLimit(500))).rejects.toMatchObject({
      code: 'PVA.NOT_FOUND',
      message: expect.stringContaining('ff02::42:1'),
    });
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
