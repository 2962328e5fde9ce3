import { type CaClient, timeLimit } from '@devgen/runtime/ca';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BackOff } from '../../../../src/runtime/ca/client/search/back-off.ts';
import { UdpRelay } from '../../../peers/udp-relay.ts';
import { type CaServerPeer, startCaIoc } from '../../../peers/ca-server.ts';
import { cleanups, clientOf, countingScript, startServer } from './wire-calls.ts';
import { patient, rejection, valueOf } from './with-client.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `B:${index}`);

let ioc: CaServerPeer;
beforeAll(async () => {
  ioc = await startCaIoc(
    names(2000)
      .map((name, n) => `record(ai, "${name}") { field(VAL, "${n}") }`)
      .join('\n'),
  );
});
afterAll(() => ioc.stop());

async function startRelay(): Promise<UdpRelay> {
  const relay = await UdpRelay.start('ca', ioc.port);
  cleanups.push(() => relay.stop());
  return relay;
}

const connectAll = (client: CaClient, count: number): Promise<unknown> =>
  Promise.all(names(count).map((name) => client.channel(name).connect(patient())));

describe('a search', () => {
  it('asks for two thousand names in as few datagrams as they fit in', async () => {
    const relay = await startRelay();
    await connectAll(clientOf(relay), 2000);
    // 16 bytes for the beginning, 24 for each name.
    expect(relay.searches.slice(0, 47).every(({ length }) => length <= 1024)).toBe(true);
    expect(relay.searches[0]!.length).toBeGreaterThan(1024 - 24);
  });

  it('is one datagram for all names that are wanted together', async () => {
    const server = await startServer(countingScript());
    const client = clientOf(server);
    await Promise.all(names(42).map((name) => client.channel(name).connect(patient())));
    expect(server.searches.map((search) => search.names.length)).toEqual([42]);
    expect(server.searches[0]!.length).toBe(16 + 42 * 24);
  });

  it('is repeated where packets get lost, either way', async () => {
    const relay = await startRelay();
    relay.losesSearch = (index) => index % 3 === 0;
    relay.losesAnswer = (index) => index % 3 === 1;
    const client = clientOf(relay);
    await connectAll(client, 500);
    expect(await valueOf(client, 'B:499')).toBe(499);
    expect(relay.searches.length).toBeGreaterThan(13);
  });

  it('is answered twice or in another order, and nobody is taken for another server', async () => {
    const relay = await startRelay();
    relay.repeatsAnswer = (index) => index % 2 === 0;
    relay.delaysAnswer = (index) => index % 3 === 1;
    const client = clientOf(relay);
    const warnings: unknown[] = [];
    client.onWarning((warning) => warnings.push(warning));
    await connectAll(client, 500);
    expect(await valueOf(client, 'B:499')).toBe(499);
    expect(relay.answers.length).toBeGreaterThan(3);
    expect(warnings).toEqual([]);
  });

  it('waits for dead names as long as it may, where packets are seen to get lost', async () => {
    const relay = await startRelay();
    relay.losesSearch = (index) => index < 2;
    const results = await clientOf(relay).getMany(['B:1', 'B:none'], {}, timeLimit(3000));
    expect(results.get('B:1')).toMatchObject({ ok: true });
    expect(results.get('B:none')).toMatchObject({ ok: false, error: { code: 'CA.NOT_FOUND' } });
    // It would have given up after the third search.
    expect(relay.searches.length).toBeGreaterThan(3);
  });

  it('stops when nobody waits any more', async () => {
    const server = await startServer({ answersSearch: () => false });
    const client = clientOf(server);
    expect(await rejection(client.channel('B:0').get({}, timeLimit(100)))).toMatchObject({
      code: 'CA.NOT_FOUND',
      completed: 'NO',
      message: expect.stringContaining(server.environment['EPICS_CA_ADDR_LIST']!),
    });
    expect(client.channel('B:0').state).toEqual({ state: 'idle' });
    const before = server.searches.length;
    await rejection(client.channel('B:1').get({}, timeLimit(1000)));
    expect(server.searches.slice(before).flatMap((search) => search.names.map(({ name }) => name))).not.toContain(
      'B:0',
    );
  });

  it('leaves packets alone that are no answers to it', async () => {
    const server = await startServer({ answersSearch: () => false });
    const client = clientOf(server);
    const get = client.channel('B:0').get({}, timeLimit(400));
    await server.until(() => server.searches.length > 0);
    const { from, names: asked } = server.searches[0]!;
    server.answer(asked[0]!.cid + 1000, from);
    server.answer(asked[0]!.cid, from, 0);
    expect(await rejection(get)).toMatchObject({ code: 'CA.NOT_FOUND' });
    expect(server.connections).toEqual([]);
  });

  it('says that nobody is asked where that is so', async () => {
    const client = clientOf({ environment: { EPICS_CA_AUTO_ADDR_LIST: 'NO' } });
    const error = await rejection(client.channel('B:0').get({}, timeLimit(50)));
    expect(String(error)).toContain('asked was nobody, as no address is set');
  });

  it('finds the addresses of names of hosts', async () => {
    const environment = { ...ioc.environment, EPICS_CA_ADDR_LIST: `no.such.host.invalid localhost:${ioc.port}` };
    expect(await valueOf(clientOf({ environment }), 'B:3')).toBe(3);
  });
});

describe('two servers', () => {
  it('that have one PV are reported, and the first is kept', async () => {
    const [one, two] = await Promise.all([startServer(countingScript()), startServer(countingScript())]);
    const addresses = [one, two].map((server) => server.environment['EPICS_CA_ADDR_LIST']).join(' ');
    const client = clientOf({ environment: { ...one.environment, EPICS_CA_ADDR_LIST: addresses } });
    const warnings: unknown[] = [];
    const warned = new Promise<void>((resolve) =>
      client.onWarning((warning) => {
        warnings.push(warning);
        resolve();
      }),
    );
    await client.channel('PV').get({}, patient());
    await warned;
    const kept = one.connections.length > 0 ? one : two;
    const other = kept === one ? two : one;
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'CA.DUPLICATE',
        source: 'ca://PV',
        expected: kept.endpoint,
        actual: other.endpoint,
      }),
    ]);
    expect(other.connections).toEqual([]);
  });
});

describe('a name server', () => {
  it('is asked by TCP', async () => {
    const environment = { EPICS_CA_AUTO_ADDR_LIST: 'NO', EPICS_CA_NAME_SERVERS: ioc.endpoint };
    const client = clientOf({ environment });
    await connectAll(client, 2000);
    expect(await valueOf(client, 'B:1999')).toBe(1999);
    const error = await rejection(client.channel('B:none').get({}, timeLimit(200)));
    expect(String(error)).toContain(`asked was tcp ${ioc.endpoint}`);
  });

  it('may know of another server, and is kept without a channel', async () => {
    const server = await startServer(countingScript());
    const environment = { EPICS_CA_AUTO_ADDR_LIST: 'NO', EPICS_CA_NAME_SERVERS: server.endpoint };
    const client = clientOf({ environment });
    const pv = client.channel('PV');
    await pv.get({}, patient());
    pv.close();
    await client.channel('OTHER').get({}, patient());
    expect(server.connections).toHaveLength(1);
    expect(new Set(server.soughtNames)).toEqual(new Set(['PV', 'OTHER']));
  });
});

describe('the pauses between searches', () => {
  it('are twice as long each time, up to half a minute, and those of a few are those of many', () => {
    vi.useFakeTimers();
    try {
      const asked: number[] = [];
      const waiting = new BackOff<{ level: number | undefined; tries: number }>((targets) => {
        asked.push(Date.now());
        expect(targets).toHaveLength(2);
      });
      const targets = [0, 1].map(() => ({ level: undefined, tries: 0 }));
      const start = Date.now();
      waiting.asked(targets);
      vi.advanceTimersByTime(120_000);
      const times = [0, ...asked.map((time) => time - start)];
      const pauses = times.slice(1).map((time, index) => time - times[index]!);
      expect(pauses.slice(0, 9)).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 25_600]);
      for (const target of targets) waiting.remove(target);
      vi.advanceTimersByTime(60_000);
      expect(asked.length).toBe(pauses.length);
    } finally {
      vi.useRealTimers();
    }
  });
});
