import { type CallError, type PvaClient, PvaClient as Client, timeLimit } from '@devgen/runtime/pva';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { startP4p } from '../../../peers/p4p.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { Recorder } from './recorder.ts';
import { at, patient, rejection, valueOf } from './with-client.ts';

const DATABASE = `
record(ao, "A") { field(VAL, "1") field(PINI, "YES") }
record(ao, "B") { field(VAL, "2") field(PINI, "YES") }
record(calc, "TICK") { field(INPA, "TICK") field(CALC, "A+1") field(SCAN, ".1 second") }
`;

/** Sockets of this process that are open. */
function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'UDPWRAP').length;
}

let client: PvaClient;
let before: number;

/** Whatever happened, nothing may be left of the client; an unhandled rejection fails the run. */
function useClient(peer: () => PvaServerPeer): void {
  beforeEach(() => {
    before = sockets();
    client = new Client({ environment: peer().environment });
  });
  afterEach(async () => {
    peer().resume();
    await client.close();
    expect(sockets()).toBe(before);
  });
}

describe.each(['pvxs', 'pvaccess'] as const)('an IOC of %s that is killed and comes back', (server) => {
  let ioc: PvaServerPeer;
  beforeAll(async () => {
    ioc = await startIoc(DATABASE, { server });
  });
  afterAll(() => ioc.stop());
  useClient(() => ioc);

  /** It hears the question and never answers it. */
  const dieWith = async (question: () => void): Promise<void> => {
    ioc.suspend();
    question();
    // The question has left when another packet has.
    await new Promise((resolve) => setImmediate(resolve));
    await ioc.kill();
    await ioc.start();
  };

  it('while a PV is searched for', async () => {
    let get: Promise<unknown> | undefined;
    await dieWith(() => (get = client.channel('A').get('', patient())));
    await expect(get).resolves.toMatchObject({ value: { value: 1 } });
  });

  it('while a channel is created', async () => {
    await client.channel('A').connect(patient());
    let get: Promise<unknown> | undefined;
    await dieWith(() => (get = client.channel('B').get('', patient())));
    await expect(get).resolves.toMatchObject({ value: { value: 2 } });
  });

  it('while a get is begun', async () => {
    const pv = client.channel('A');
    await pv.connect(patient());
    let get: Promise<unknown> | undefined;
    await dieWith(() => (get = pv.get('', patient())));
    await expect(get).resolves.toMatchObject({ value: { value: 1 } });
  });

  it('while a get is executed', async () => {
    const pv = client.channel('A');
    await pv.get('', patient());
    let gets: Promise<unknown>[] = [];
    await dieWith(() => (gets = [pv.get('', patient()), pv.get('', patient())]));
    await expect(Promise.all(gets)).resolves.toMatchObject([{ value: { value: 1 } }, { value: { value: 1 } }]);
  });

  it('while it is asked for a type', async () => {
    const pv = client.channel('A');
    await pv.connect(patient());
    let type: Promise<unknown> | undefined;
    await dieWith(() => (type = pv.introspect(patient())));
    await expect(type).resolves.toMatchObject({ id: 'epics:nt/NTScalar:1.0' });
  });

  it('while a put is begun, which is then put', async () => {
    const pv = client.channel('A');
    await pv.connect(patient());
    let put: Promise<void> | undefined;
    await dieWith(() => (put = pv.put(7, {}, patient())));
    await put;
    expect(await valueOf(client, 'A')).toBe(7);
  });

  it('while a put is executed, which is not put again', async () => {
    const pv = client.channel('A');
    await pv.put(5, {}, patient());
    let put: Promise<unknown> | undefined;
    let queued: Promise<void> | undefined;
    await dieWith(() => {
      put = rejection(pv.put(6, {}, patient()));
      queued = pv.put(8, {}, patient());
    });
    const error = (await put) as CallError;
    expect(error).toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE', source: 'pva://A' });
    // What had not left is put to the IOC that came back, and is the last word.
    await queued;
    expect(await valueOf(client, 'A')).toBe(8);
  });

  it('while a monitor is begun, and while it runs', async () => {
    const pv = client.channel('A');
    await pv.connect(patient());
    const told = new Recorder();
    await dieWith(() => pv.monitor(told.on));
    await told.until(() => told.updates.length === 1);
    expect(told.kinds).toEqual(['disconnected', 'update']);
    await pv.put(9, {}, patient());
    await told.until(() => told.values.at(-1) === 9);
    await dieWith(() => {});
    await told.until(() => told.values.at(-1) === 1);
    expect(told.kinds.filter((kind) => kind === 'disconnected')).toHaveLength(2);
  });

  it('while a monitor is paused, which then stays paused', async () => {
    const told = new Recorder();
    const monitor = client.channel('TICK').monitor(told.on);
    await told.until(() => told.updates.length === 2);
    monitor.pause();
    await dieWith(() => {});
    await client.channel('A').get('', patient());
    await valueOf(client, 'TICK');
    const { length } = told.updates;
    monitor.resume();
    await told.until(() => told.updates.length > length);
    expect(told.kinds.slice(0, length + 1).filter((kind) => kind === 'disconnected')).toHaveLength(1);
  });

  it('under many calls of all kinds, again and again', async () => {
    const told = new Recorder();
    client.channel('TICK').monitor(told.on, { pipeline: true, queueSize: 10 });
    const stop = { now: false };
    const failures: string[] = [];
    const busy = async (one: () => Promise<unknown>): Promise<void> => {
      while (!stop.now) await one().catch((error: CallError) => void failures.push(`${error.code} ${error.completed}`));
    };
    const calls = [
      ...['A', 'B', 'TICK'].map((name) => busy(() => client.channel(name).get('', patient()))),
      busy(() => client.channel('A').put(3, {}, patient())),
      busy(() => client.channel('B').introspect(patient())),
    ];
    for (let round = 0; round < 3; round++) {
      const seen = told.updates.length;
      await told.until(() => told.updates.length > seen + 3);
      await ioc.kill();
      await ioc.start();
    }
    stop.now = true;
    await Promise.all(calls);
    // Only a put may not be repeated.
    expect(new Set(failures)).toEqual(new Set(failures.length === 0 ? [] : ['LINK.LOST MAYBE']));
    expect(failures.length).toBeLessThanOrEqual(3);
    await client.channel('A').put(11, {}, patient());
    expect(await valueOf(client, 'A')).toBe(11);
  });

  it('is found wherever it listens then', async () => {
    const told = new Recorder();
    client.channel('A').monitor(told.on);
    await told.until(() => told.updates.length === 1);
    const { udp } = ioc;
    await ioc.stop();
    const elsewhere = await startIoc(DATABASE.replace('"1"', '"41"'), { server, ports: { port: 0, udp } });
    await told.until(() => told.values.at(-1) === 41);
    await elsewhere.stop();
    await ioc.start();
    await told.until(() => told.values.at(-1) === 1);
  });
});

describe('an IOC that hangs', () => {
  it('is lost when it has been silent for the time that is allowed, and is there again when it goes on', async () => {
    const ioc = await startIoc(DATABASE);
    const patience = { ...ioc.environment, EPICS_PVA_CONN_TMO: '2' };
    const hasty = new Client({ environment: patience });
    const told = new Recorder();
    hasty.channel('TICK').monitor(told.on);
    await told.until(() => told.updates.length === 2);
    ioc.suspend();
    await told.until(() => told.events.at(-1)?.kind === 'disconnected');
    expect(told.events.at(-1)).toMatchObject({
      why: { code: 'LINK.LOST', message: `Connection to ${ioc.endpoint} lost: it has been silent for too long` },
    });
    ioc.resume();
    await told.until(() => told.events.at(-1)?.kind === 'update');
    await hasty.close();
    await ioc.stop();
  });
});

describe('an IOC that is dialled', () => {
  let ioc: PvaServerPeer;
  beforeAll(async () => {
    ioc = await startIoc(DATABASE);
  });
  afterAll(() => ioc.stop());
  useClient(() => ioc);

  it('is dialled again when it was killed before it spoke, and afterwards', async () => {
    ioc.suspend();
    const pv = client.channel('A', ioc.endpoint);
    const get = pv.get('', patient());
    await new Promise((resolve) => setImmediate(resolve));
    await ioc.kill();
    await ioc.start();
    await expect(get).resolves.toMatchObject({ value: { value: 1 } });
    await ioc.restart();
    await expect(pv.get('', patient())).resolves.toMatchObject({ value: { value: 1 } });
  });

  it('says why, as long as nobody is there', async () => {
    await ioc.kill();
    const pv = client.channel('A', ioc.endpoint);
    await expect(pv.get('', timeLimit(300))).rejects.toMatchObject({
      code: 'CONNECT.FAILED',
      completed: 'NO',
      message: expect.stringContaining(`Cannot connect to ${ioc.endpoint}: nothing listens there`),
    });
    await ioc.start();
    await expect(pv.get('', patient())).resolves.toMatchObject({ value: { value: 1 } });
  });
});

/** Has the p4p server do something. */
const control = (query: Readonly<Record<string, unknown>>): Promise<unknown> =>
  client.channel('t:ctl').rpc(query, patient());

describe('a p4p server', () => {
  let peer: PvaServerPeer;
  beforeAll(async () => {
    peer = await startP4p('pva_types.py');
  });
  afterAll(() => peer.stop());
  useClient(() => peer);

  it('killed while it carries out a call leaves it uncertain, and is not called again', async () => {
    const pv = client.channel('t:ctl');
    await pv.rpc({ do: 'add', a: 1, b: 2 }, patient());
    const call = rejection(pv.rpc({ do: 'slow', seconds: 600 }, patient()));
    // The server has begun with it when it has answered what came after it.
    await pv.rpc({ do: 'add', a: 1, b: 2 }, patient());
    await peer.kill();
    expect(await call).toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE' });
    await peer.start();
    await expect(pv.rpc({ do: 'add', a: 1, b: 2 }, patient())).resolves.toMatchObject({ value: { value: 3 } });
  });

  it('that closes a channel has it again later, as another type too', async () => {
    const told = new Recorder();
    const pv = client.channel('t:f64');
    pv.monitor(told.on);
    await told.until(() => told.updates.length === 1);
    await control({ do: 'close', pv: 'f64', destroy: 0 });
    await told.until(() => told.kinds.includes('disconnected') || told.kinds.includes('finished'));
    await control({ do: 'open', pv: 'f64', code: 's', value: 'now a text' });
    await told.until(() => told.values.at(-1) === 'now a text');
    expect(at((await pv.get('', patient())).value, 'value')).toBe('now a text');
    await control({ do: 'close', pv: 'f64', destroy: 0 });
    await control({ do: 'open', pv: 'f64', code: 'd', value: 2.5 });
    await told.until(() => told.values.at(-1) === 2.5);
  });

  it('whose updates nobody takes in time loses none of the last ones', async () => {
    const updates = client.channel('t:i32').updates({ queueSize: 3 });
    await updates.next();
    await control({ do: 'post', pv: 'i32', count: 5000, value: 1 });
    let last: unknown;
    let skipped = 0;
    while (last !== 5000) {
      const { value } = await updates.next();
      if (value?.kind !== 'update') continue;
      last = value.value['value'];
      skipped += value.skipped;
    }
    expect(updates.stats.skipped).toBe(skipped);
    expect(updates.stats.longestQueue).toBeLessThanOrEqual(3);
    await updates.return();
  });

  it('waits for who takes its updates slowly, where that was agreed', async () => {
    const updates = client.channel('t:i32').updates({ pipeline: true, queueSize: 4 });
    await updates.next();
    await control({ do: 'post', pv: 'i32', count: 100, value: 1 });
    const values: unknown[] = [];
    while (values.at(-1) !== 100) {
      const { value } = await updates.next();
      if (value?.kind === 'update') values.push(value.value['value']);
      // Slower than the server.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(updates.stats.skipped).toBe(0);
    expect(updates.stats.longestQueue).toBeLessThanOrEqual(4);
    expect(values.slice(-1)).toEqual([100]);
    await updates.return();
  });

  it('is not troubled by a flood: timers run, and the newest value is told', async () => {
    const told = new Recorder();
    client.channel('t:u32').monitor(told.on, { queueSize: 10_000 });
    await told.until(() => told.updates.length === 1);
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await control({ do: 'post', pv: 'u32', count: 20_000, value: 1 });
    await told.until(() => told.values.at(-1) === 20_000);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });
});
