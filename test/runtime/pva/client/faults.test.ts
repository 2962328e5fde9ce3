import { type CallError, type PvaClient, PvaClient as Client, timeLimit } from '@devgen/runtime/pva';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { Recorder } from './recorder.ts';
import { useClient } from './use-client.ts';
import { patient, rejection, valueOf } from './with-client.ts';

const DATABASE = `
record(ao, "A") { field(VAL, "1") field(PINI, "YES") }
record(ao, "B") { field(VAL, "2") field(PINI, "YES") }
record(calc, "TICK") { field(INPA, "TICK") field(CALC, "A+1") field(SCAN, ".1 second") }
`;

describe.each(['pvxs', 'pvaccess'] as const)('an IOC of %s that is killed and comes back', (server) => {
  let ioc: PvaServerPeer;
  beforeAll(async () => {
    ioc = await startIoc(DATABASE, { server });
  });
  afterAll(() => ioc.stop());
  const newClient = useClient(() => ioc);
  let client: PvaClient;
  beforeEach(() => {
    client = newClient();
  });

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
  const newClient = useClient(() => ioc);
  let client: PvaClient;
  beforeEach(() => {
    client = newClient();
  });

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
