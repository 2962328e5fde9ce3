import { CaClient, timeLimit } from '@devgen/runtime/ca';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CaServerPeer, startCaIoc } from '../../../peers/ca-server.ts';
import { openSockets } from '../../open-sockets.ts';
import { Recorder } from './recorder.ts';
import { patient, valueOf } from './with-client.ts';

const NUMBER = 'record(ao, "A") { field(VAL, "1") field(PINI, "YES") }';
const TEXT = 'record(stringout, "A") { field(VAL, "now a text") field(PINI, "YES") }';

let ioc: CaServerPeer;
let client: CaClient;
let before: number;
beforeAll(async () => {
  ioc = await startCaIoc(NUMBER);
});
afterAll(() => ioc.stop());
beforeEach(async () => {
  before = await openSockets();
  client = new CaClient({ environment: ioc.environment });
});
afterEach(async () => {
  await client.close();
  expect(await openSockets()).toBe(before);
});

describe('an IOC that comes back as another', () => {
  it('has the type that it has then, for who monitors and who asks', async () => {
    const told = new Recorder();
    const pv = client.channel('A');
    pv.monitor(told.on);
    await told.until(() => told.values.at(-1) === 1);
    await ioc.stop();
    const other = await startCaIoc(TEXT, { port: ioc.port });
    await told.until(() => told.values.at(-1) === 'now a text');
    expect(told.kinds).toContain('disconnected');
    expect(pv.info).toMatchObject({ type: 'string' });
    expect(await valueOf(client, 'A')).toBe('now a text');
    await pv.put('another', { wait: true }, patient());
    await told.until(() => told.values.at(-1) === 'another');
    await other.stop();
    await ioc.start();
    await told.until(() => told.values.at(-1) === 1);
    expect(pv.info).toMatchObject({ type: 'double' });
  });
});

describe('an IOC whose PVs another one has', () => {
  it('is left for that one when it is killed, and nothing goes to the first again', async () => {
    const spare = await startCaIoc(NUMBER.replace('"1"', '"41"'));
    const list = `${ioc.endpoint} ${spare.endpoint}`;
    const both = new CaClient({ environment: { ...ioc.environment, EPICS_CA_ADDR_LIST: list } });
    const told = new Recorder();
    const pv = both.channel('A');
    pv.monitor(told.on);
    await told.until(() => told.updates.length === 1);
    const [kept, other] = told.values[0] === 1 ? [ioc, spare] : [spare, ioc];
    expect(pv.state).toEqual({ state: 'connected', server: kept.endpoint });
    await kept.kill();
    await told.until(() => told.updates.length === 2);
    expect(told.values).toEqual(kept === ioc ? [1, 41] : [41, 1]);
    await kept.start();
    expect(pv.state).toEqual({ state: 'connected', server: other.endpoint });
    await both.close();
    await spare.stop();
  });
});

describe('an IOC that is dialled', () => {
  it('is dialled again when it was killed before it spoke, and afterwards', async () => {
    ioc.suspend();
    const pv = client.channel('A', ioc.endpoint);
    const get = pv.get({}, patient());
    await new Promise((resolve) => setImmediate(resolve));
    await ioc.kill();
    await ioc.start();
    await expect(get).resolves.toMatchObject({ value: 1 });
    await ioc.restart();
    await expect(pv.get({}, patient())).resolves.toMatchObject({ value: 1 });
  });

  it('says why, as long as nobody is there', async () => {
    await ioc.kill();
    const pv = client.channel('A', ioc.endpoint);
    await expect(pv.get({}, timeLimit(300))).rejects.toMatchObject({
      code: 'CONNECT.FAILED',
      completed: 'NO',
      message: expect.stringContaining(`Cannot connect to ${ioc.endpoint}: nothing listens there`),
    });
    await ioc.start();
    await expect(pv.get({}, patient())).resolves.toMatchObject({ value: 1 });
  });
});

describe('an IOC that posts faster than anybody takes it', () => {
  it('is not lost, timers run, and the newest value is told', async () => {
    const updates = client.channel('A').updates();
    await updates.next();
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    const puts = client.channel('A');
    for (let value = 1; value < 5_000; value++) void puts.put(value, {}, patient());
    await puts.put(5_000, { wait: true }, patient());
    let last: unknown;
    while (last !== 5_000) {
      const { value } = await updates.next();
      if (value?.kind === 'update') last = value.value;
      // Slower than the server.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
    await updates.return();
  });
});
