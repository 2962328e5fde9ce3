import { CaClient, type CallError } from '@devgen/runtime/ca';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CaServerPeer, startCaIoc } from '../../../peers/ca-server.ts';
import { openSockets } from '../../open-sockets.ts';
import { Recorder } from './recorder.ts';
import { patient, rejection, valueOf } from './with-client.ts';

const DATABASE = `
record(ao, "A") { field(VAL, "1") field(PINI, "YES") }
record(ao, "B") { field(VAL, "2") field(PINI, "YES") }
record(calc, "TICK") { field(INPA, "TICK") field(CALC, "A+1") field(SCAN, ".1 second") }
`;

describe('an IOC that is killed and comes back', () => {
  let ioc: CaServerPeer;
  let client: CaClient;
  let before: number;
  beforeAll(async () => {
    ioc = await startCaIoc(DATABASE);
  });
  afterAll(() => ioc.stop());
  // Whatever happened, nothing may be left of the client; an unhandled rejection fails the run.
  beforeEach(async () => {
    before = await openSockets();
    client = new CaClient({ environment: ioc.environment });
  });
  afterEach(async () => {
    ioc.resume();
    await client.close();
    expect(await openSockets()).toBe(before);
  });

  /** It hears the question and never answers it. */
  const dieWith = async (question: () => void): Promise<void> => {
    ioc.suspend();
    question();
    // The question has left when another turn of the event loop has come.
    await new Promise((resolve) => setImmediate(resolve));
    await ioc.kill();
    await ioc.start();
  };

  it('while a PV is searched for', async () => {
    let get: Promise<unknown> | undefined;
    await dieWith(() => (get = client.channel('A').get({}, patient())));
    await expect(get).resolves.toMatchObject({ value: 1 });
  });

  it('while a channel is created', async () => {
    await client.channel('A').connect(patient());
    let get: Promise<unknown> | undefined;
    await dieWith(() => (get = client.channel('B', ioc.endpoint).get({}, patient())));
    await expect(get).resolves.toMatchObject({ value: 2 });
  });

  it('while a value is read', async () => {
    const pv = client.channel('A');
    await pv.get({}, patient());
    let gets: Promise<unknown>[] = [];
    await dieWith(
      () => (gets = [pv.get({}, patient()), pv.get({ form: 'control' }, patient()), pv.recordType(patient())]),
    );
    await expect(Promise.all(gets)).resolves.toMatchObject([{ value: 1 }, { value: 1 }, 'ao']);
  });

  it('while a put with completion is carried out, which is not put again', async () => {
    const pv = client.channel('A');
    await pv.put(5, { wait: true }, patient());
    let put: Promise<unknown> | undefined;
    let queued: Promise<void> | undefined;
    await dieWith(() => {
      put = rejection(pv.put(6, { wait: true }, patient()));
      queued = pv.put(8, { wait: true }, patient());
    });
    const error = (await put) as CallError;
    expect(error).toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE', source: 'ca://A' });
    // What had not left is put to the IOC that came back, and is the last word.
    await queued;
    expect(await valueOf(client, 'A')).toBe(8);
  });

  it('after a put without completion, which is not put again', async () => {
    const pv = client.channel('A');
    await pv.put(5, { wait: true }, patient());
    await dieWith(() => void pv.put(7, {}, patient()));
    expect(await valueOf(client, 'A')).toBe(1);
  });

  it('before a put is sent, which is then put', async () => {
    const pv = client.channel('A');
    let put: Promise<void> | undefined;
    await dieWith(() => (put = pv.put(9, { wait: true }, patient())));
    await put;
    expect(await valueOf(client, 'A')).toBe(9);
  });

  it('while a monitor is begun, and while it runs', async () => {
    const pv = client.channel('A');
    await pv.connect(patient());
    const told = new Recorder();
    await dieWith(() => void pv.monitor(told.on));
    await told.until(() => told.updates.length === 1);
    expect(told.kinds).toEqual(['disconnected', 'update']);
    await pv.put(9, { wait: true }, patient());
    await told.until(() => told.values.at(-1) === 9);
    await dieWith(() => {});
    await told.until(() => told.values.at(-1) === 1);
    expect(told.kinds.filter((kind) => kind === 'disconnected')).toHaveLength(2);
  });

  it('under many calls of all kinds, again and again', async () => {
    const told = new Recorder();
    client.channel('TICK').monitor(told.on);
    const stop = { now: false };
    const failures: string[] = [];
    const busy = async (one: () => Promise<unknown>): Promise<void> => {
      while (!stop.now) await one().catch((error: CallError) => void failures.push(`${error.code} ${error.completed}`));
    };
    const calls = [
      ...['A', 'B', 'TICK'].map((name) => busy(() => client.channel(name).get({}, patient()))),
      busy(() => client.channel('A').put(3, { wait: true }, patient())),
      busy(() => client.channel('B').recordType(patient())),
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
    await client.channel('A').put(11, { wait: true }, patient());
    expect(await valueOf(client, 'A')).toBe(11);
  });

  it('hangs, and is lost when it has been silent for the time that is allowed', async () => {
    const hasty = new CaClient({ environment: { ...ioc.environment, EPICS_CA_CONN_TMO: '0.5' } });
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
  });
});
