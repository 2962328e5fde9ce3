import { connectAll, type Connector, deadline, defineDevice, type DevgenError } from '@devgen/runtime';
import { tango, TangoClient, type TangoOptions } from '@devgen/runtime/tango';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { freePort } from '../../../peers/port.ts';
import { type Proxy, startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../../peers/tango-database.ts';

const Sensor = defineDevice({
  id: 'tango:Sensor',
  members: { double1: { kind: 'rw', source: 'double_1', type: 'f64' } },
});
const names = Array.from({ length: 12 }, (_, index) => `test/sensor/${index}`);

let db: TangoDatabase;
let server: DeviceServer;
let proxy: Proxy;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  server = await startPyServer('many.py', { db, devices: names.map((name) => ({ name, class: 'Sensor' })) });
  await db.register('Absent/1', [{ name: 'test/absent/1', class: 'Sensor' }]);
  proxy = await startProxy();
});
afterAll(async () => {
  await proxy.stop();
  await db.stop();
});

/** What a connect of devices of these addresses rejects with. */
async function failureOf(
  addresses: readonly string[],
  authority: string = db.tangoHost,
  options: TangoOptions = {},
): Promise<DevgenError> {
  const connector: Connector = tango(authority, { environment: {}, ...options });
  const tree = Object.fromEntries(addresses.map((address, index) => [`s${index}`, new Sensor(address)]));
  try {
    return await connectAll(tree, { via: [connector], deadline: 6_000 }).then(
      () => expect.fail('it connected'),
      (error: DevgenError) => error,
    );
  } finally {
    await connector.close();
  }
}

describe('a connect that cannot be', () => {
  it('names a device that the database does not have, and one whose server does not run, with the next step', async () => {
    const { message } = await failureOf(['no/such/device', 'test/absent/1']);
    expect(message).toMatch(/^2 of 2 did not connect\ntango:\/\/127\.0\.0\.1:\d+\n/);
    expect(message).toMatch(/ {2}s0: ADDRESS\.UNKNOWN .*no\/such\/device.*\n {4}next: /);
    expect(message).toMatch(/ {2}s1: CONNECT\.FAILED .*test\/absent\/1.*\n {4}next: .*Absent\/1/);
  });

  it.each([
    ['a host that does not exist', async () => 'no-such-host.invalid:10000', 'CONNECT.FAILED'],
    ['a closed port', async () => `127.0.0.1:${await freePort()}`, 'CONNECT.FAILED'],
  ])('names the database: %s', async (_, authority, code) => {
    const address = await authority();
    const { message } = await failureOf(names.slice(0, 3), address);
    expect(message.split('\n')[1]).toBe(`tango://${address}`);
    expect(message).toContain(` 3 × ${code} `);
    expect(message.match(/next: /g)).toHaveLength(1);
  });

  it('is one line for all devices of a server that is not there', async () => {
    proxy.behave('refuse', server);
    const { message } = await failureOf(names, db.tangoHost, { connectVia: proxy.connectVia });
    proxy.behave('pass', server);
    expect(message.split('\n').filter((line) => line.includes('CONNECT.FAILED'))).toEqual([
      expect.stringMatching(/^ {2}12 × CONNECT\.FAILED .*: s0, s1, s2, s3 and 8 more$/),
    ]);
  });

  it('is one line, and one wait, for all devices of a server that hangs', async () => {
    server.suspend();
    proxy.clear();
    const { message } = await failureOf(names, db.tangoHost, { connectVia: proxy.connectVia });
    server.resume();
    expect(message.split('\n').filter((line) => line.includes('CONNECT.TIMEOUT'))).toEqual([
      expect.stringMatching(/^ {2}12 × CONNECT\.TIMEOUT .*: s0, s1, s2, s3 and 8 more$/),
    ]);
    expect(proxy.connections.filter(({ target }) => target === `127.0.0.1:${server.port}`)).toHaveLength(1);
  });
});

describe('a connect that can', () => {
  it('is one connection for all devices of a server, and two questions each beside where it is', async () => {
    const own = await startProxy();
    const connector = tango(db.tangoHost, { environment: {}, connectVia: own.connectVia });
    const tree = Object.fromEntries(names.map((name, index) => [`s${index}`, new Sensor(name)]));
    await connectAll(tree, { via: [connector] });
    expect(own.operations({ only: server })).toEqual({
      get_attribute_config_5: names.length,
      command_list_query_2: names.length,
    });
    expect(own.operations({ except: server })).toEqual({ 'command_inout_4(DbImportDevice)': names.length });
    expect(own.connections.map(({ target }) => target).toSorted()).toEqual(
      [`127.0.0.1:${db.port}`, `127.0.0.1:${server.port}`].toSorted(),
    );
    await connector.close();
    await own.stop();
  });

  it('is to one device by its name in any case, by its alias, and by its full address', async () => {
    const client = new TangoClient({ environment: {}, tangoHost: db.tangoHost });
    const io = deadline(5_000);
    await client.device('sys/database/2').command('DbPutDeviceAlias', [names[0], 'Six'], undefined, io);
    io.done();
    await client.close();
    const connector = tango(db.tangoHost, { environment: {} });
    const addresses = ['six', 'TEST/Sensor/0', `tango://${db.tangoHost}/${names[0]}`, `tango:${names[0]}`];
    const tree = Object.fromEntries(addresses.map((address, index) => [`s${index}`, new Sensor(address)]));
    await connectAll(tree, { via: [connector] });
    for (const sensor of Object.values(tree)) expect(await sensor.double1.get()).toBe(1.5);
    await connector.close();
  });

  it('is to devices of two databases in one tree, each of its own', async () => {
    const other = await startPyTangoDatabase();
    await startPyServer('many.py', { db: other, devices: [{ name: 'test/other/1', class: 'Sensor' }] });
    const via = [tango(db.tangoHost, { environment: {} }), tango(other.tangoHost, { environment: {} })];
    const tree = {
      here: new Sensor(`tango://${db.tangoHost}/test/sensor/1`),
      there: new Sensor(`tango://${other.tangoHost}/test/other/1`),
    };
    await connectAll(tree, { via });
    expect([await tree.here.double1.get(), await tree.there.double1.get()]).toEqual([1.5, 1.5]);
    await expect(connectAll({ which: new Sensor('test/other/1') }, { via })).rejects.toMatchObject({
      message: expect.stringContaining('ADDRESS.AMBIGUOUS'),
    });
    await Promise.all(via.map((connector) => connector.close()));
    await other.stop();
  });
});
