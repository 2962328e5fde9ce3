import { type DiscoveryEvent, timeLimit } from '@devgen/runtime/pva';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../peers/port.ts';
import { freePvaPorts } from '../../../peers/pva-port.ts';
import { UdpRelay } from '../../../peers/udp-relay.ts';
import { clientWith, record, startIocs } from './iocs.ts';
import { cleanups, clientOf, coded, countingScript, startServer } from './wire-calls.ts';
import { patient, valueOf } from './with-client.ts';

describe('a search', () => {
  it('asks for many names in few packets, and connects them all over one connection', async () => {
    const server = await startServer();
    const client = clientOf(server);
    const names = Array.from({ length: 1000 }, (_, index) => `BL03I-MO-GONP-01:AXIS${index}`);
    await Promise.all(names.map((name) => client.channel(name).connect(patient())));
    const asked = server.searches.filter((search) => search.names.length > 0);
    expect(asked.length).toBeLessThan(40);
    expect(new Set(server.soughtNames)).toEqual(new Set(names));
    expect(asked[0]).toMatchObject({ unicast: true, mustReply: false, protocols: ['tcp'], replyAddress: undefined });
    expect(server.connections).toHaveLength(1);
  });

  it('goes on for what is not found, and stops when nobody wants it', async () => {
    const server = await startServer({ answersSearch: () => false });
    const client = clientOf(server);
    const pv = client.channel('A');
    const connect = pv.connect(timeLimit(1_500));
    await expect(connect).rejects.toMatchObject({
      code: 'PVA.NOT_FOUND',
      completed: 'NO',
      source: 'pva://A',
      message: expect.stringContaining(`asked was 127.0.0.1:${server.udp}`),
      hint: expect.stringContaining('EPICS_PVA_ADDR_LIST'),
    });
    expect(server.soughtNames).toEqual(['A', 'A']);
    expect(pv.state).toEqual({ state: 'idle' });
  });

  it('without an address says so', async () => {
    const client = clientWith({});
    await expect(client.channel('A').connect(timeLimit(50))).rejects.toThrow(/asked was nobody, as no address is set/);
  });

  it('heeds no answer that makes no sense', async () => {
    const script = countingScript();
    const server = await startServer({ ...script, answersSearch: () => false });
    const client = clientOf(server, { ignoreServers: ['FF0000000000000000000000'] });
    const get = client.channel('A').get('', patient());
    await server.until(() => server.searches.length > 0);
    const { replyPort } = server.searches[0]!;
    server.answer([999], replyPort);
    server.answer([1], replyPort, { port: 0 });
    server.answer([1], replyPort, { guid: 'ff0000000000000000000000', port: 9 });
    server.answer([1], replyPort);
    await expect(get).resolves.toMatchObject({ value: { value: 1 } });
  });

  it('reports the same PV on a second server, once, and keeps the first', async () => {
    const onlyA = { ...countingScript(), answersSearch: (name: string) => name === 'A' };
    const [first, second] = [await startServer(onlyA), await startServer({ guid: 'b'.repeat(24) })];
    const environment = {
      EPICS_PVA_ADDR_LIST: `127.0.0.1:${first.udp}`,
    };
    const client = clientWith(environment);
    const warnings: unknown[] = [];
    client.onWarning((warning) => warnings.push(warning));
    await client.channel('A').get('', patient());
    const { replyPort } = first.searches[0]!;
    for (let round = 0; round < 3; round++) second.answer([1], replyPort);
    // Answers come in their order.
    second.answer([2], replyPort);
    await client.channel('B').connect(patient());
    await expect(client.channel('A').get('', patient())).resolves.toMatchObject({ value: { value: 2 } });
    expect(warnings).toEqual([coded('PVA.DUPLICATE')]);
    expect(warnings).toMatchObject([{ expected: first.endpoint, actual: second.endpoint }]);
  });

  it('never listens where servers do: another client of this host still finds them', async () => {
    const server = await startServer();
    const client = clientOf(server);
    await client.channel('A').connect(patient());
    const ports = readFileSync('/proc/net/udp', 'latin1')
      .split('\n')
      .slice(1)
      .map((line) => Number.parseInt(line.trim().split(/[\s:]+/)[2] ?? '', 16));
    const shared = ports.filter((port) => port === server.udp);
    expect(ports).toContain(server.searches[0]!.replyPort);
    expect(shared).toHaveLength(1);
  });
});

describe('a search by broadcast', () => {
  it('finds an IOC that listens to all interfaces', async () => {
    const [ioc] = await startIocs([record('A', 1), { env: { EPICS_PVAS_INTF_ADDR_LIST: '0.0.0.0' } }]);
    const client = clientWith({ EPICS_PVA_ADDR_LIST: `127.255.255.255:${ioc!.udp}` });
    await expect(valueOf(client, 'A')).resolves.toBe(1);
  });
});

describe('packets that get lost', () => {
  it('cost a repetition, and nothing else', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => `L:${index}`);
    const [ioc] = await startIocs([names.map((name, index) => record(name, index)).join('')]);
    const relay = await UdpRelay.start('pva', ioc!.udp);
    cleanups.push(async () => relay.stop());
    relay.losesSearch = (index) => index % 4 === 1;
    relay.losesAnswer = (index) => index % 3 === 0;
    const client = clientWith(relay.environment);
    const results = await client.getMany(names, 'field(value)', timeLimit(20_000));
    expect([...results.values()].map((result) => result.ok && result.data.value['value'])).toEqual(
      names.map((_, index) => index),
    );
  });

  it('and such that come twice or in another order, are no answers of other servers', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `L:${index}`);
    const [ioc] = await startIocs([names.map((name, index) => record(name, index)).join('')]);
    const relay = await UdpRelay.start('pva', ioc!.udp);
    cleanups.push(async () => relay.stop());
    relay.repeatsAnswer = (index) => index % 2 === 0;
    relay.delaysAnswer = (index) => index % 3 === 1;
    const client = clientWith(relay.environment);
    const warnings: unknown[] = [];
    client.onWarning((warning) => warnings.push(warning));
    const results = await client.getMany(names, 'field(value)', timeLimit(20_000));
    expect([...results.values()].map((result) => result.ok && result.data.value['value'])).toEqual(
      names.map((_, index) => index),
    );
    expect(relay.answers.length).toBeGreaterThan(3);
    expect(warnings).toEqual([]);
  });
});

describe('two IOCs on one host', () => {
  it('that share the UDP port are both found', async () => {
    const [one, other] = [await freePvaPorts(), await freePvaPorts()];
    const shared = { port: other.port, udp: one.udp };
    const iocs = await startIocs([record('ONE', 1), { ports: one }], [record('TWO', 2), { ports: shared }]);
    const client = clientWith(iocs[0]!.environment);
    await expect(Promise.all(['ONE', 'TWO'].map((name) => valueOf(client, name)))).resolves.toEqual([1, 2]);
  });

  it('that have ports of their own are both found, and what both have is reported', async () => {
    const iocs = await startIocs([record('ONE', 1) + record('BOTH', 1)], [record('TWO', 2) + record('BOTH', 2)]);
    const client = clientWith({ EPICS_PVA_ADDR_LIST: iocs.map(({ udp }) => `127.0.0.1:${udp}`).join(' ') });
    const warned = new Promise((resolve) => client.onWarning(resolve));
    await expect(Promise.all(['ONE', 'TWO'].map((name) => valueOf(client, name)))).resolves.toEqual([1, 2]);
    const value = await valueOf(client, 'BOTH');
    const [kept, left] = value === 1 ? iocs : iocs.toReversed();
    await expect(warned).resolves.toMatchObject({
      code: 'PVA.DUPLICATE',
      message: `pva://BOTH: served by ${kept!.endpoint} and by ${left!.endpoint}; the first is kept`,
    });
    await kept!.kill();
    // The other one is as good now.
    await expect(valueOf(client, 'BOTH')).resolves.toBe(value === 1 ? 2 : 1);
  });
});

describe('who is there', () => {
  it.each(['pvxs', 'pvaccess'] as const)('is told of an IOC of %s, again after its restart', async (server) => {
    const [ioc] = await startIocs([record('A', 1), { server }]);
    const client = clientWith(ioc!.environment);
    const events: DiscoveryEvent[] = [];
    const emitter = new EventEmitter();
    const stop = client.discover((event) => {
      events.push(event);
      emitter.emit('told');
    });
    const until = async (count: number): Promise<void> => {
      while (events.length < count) await once(emitter, 'told');
    };
    await until(1);
    expect(events).toEqual([
      { kind: 'found', server: { guid: expect.stringMatching(/^[0-9a-f]{24}$/), server: ioc!.endpoint } },
    ]);
    await ioc!.restart();
    await until(2);
    expect(events[1]).toMatchObject({ kind: 'found', server: { server: ioc!.endpoint } });
    expect(events[1]!.server.guid).not.toBe(events[0]!.server.guid);
    stop();
  });

  it('is asked of name servers too', async () => {
    const [ioc] = await startIocs([record('A', 1)]);
    const client = clientWith({ EPICS_PVA_NAME_SERVERS: ioc!.endpoint });
    const found = await new Promise<DiscoveryEvent>((resolve) => client.discover(resolve));
    expect(found.server.server).toBe(ioc!.endpoint);
  });

  it('is nobody on a port where nobody listens', async () => {
    const client = clientWith({ EPICS_PVA_ADDR_LIST: `127.0.0.1:${await freePort()}` });
    const events: unknown[] = [];
    client.discover((event) => events.push(event));
    await client
      .channel('A')
      .connect(timeLimit(100))
      .catch(() => {});
    expect(events).toEqual([]);
  });
});
