import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, DatabaseDevice } from '@devgen/runtime/tango';
import { startDebianDatabase } from '../../../peers/debian-database.ts';
import { freePort } from '../../../peers/port.ts';
import { startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../../peers/pytango-database.ts';
import { runPython } from '../../../peers/python.ts';
import type { TangoDatabase } from '../../../peers/tango-database.ts';
import { startRenamingProxy } from './renaming-proxy.ts';
import { rejection, within, withClient } from './with-client.ts';

/** What both databases are asked about: a device that runs, with alias, properties and attribute properties. */
const SETUP = `
import tango
db = tango.Database()
db.put_device_alias("test/all/1", "AllOfThem")
db.put_device_property("test/all/1", {"Two": ["a", "b"]})
db.put_class_property("AllTypes", {"Shared": ["x"]})
db.put_property("Facility", {"Name": ["lab"]})
db.put_property("Accents", {"Name": ["caf\\xe9"]})
db.put_device_attribute_property("test/all/1", {"long_scalar": {"unit": "V", "many": ["1", "2"]}})
`;

describe.each([
  ['DataBaseds on MariaDB', startDebianDatabase],
  ["PyTango's on SQLite", startPyTangoDatabase],
])('the database %s', (_, start) => {
  let peer: TangoDatabase;
  const ask = <R>(question: (database: Database) => Promise<R>): Promise<R> =>
    withClient({ tangoHost: peer.tangoHost }, (client) => question(client.database()));

  beforeAll(async () => {
    peer = await start();
    await startPyServer('all_types.py', { db: peer, devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
    await runPython(peer, SETUP);
  });
  afterAll(() => peer.stop());

  it('lists every device, running or not, in one request', async () => {
    const proxy = await startProxy(1);
    const devices = await withClient({ tangoHost: peer.tangoHost, connectVia: proxy.connectVia }, (client) =>
      client.database().devices(within()),
    );
    expect(proxy.operations()).toEqual({ 'command_inout_4(DbMySqlSelect)': 1 });
    await proxy.stop();
    const table = new Map(devices.map((device) => [device.name.toLowerCase(), device]));
    expect(table.get('test/all/1')).toEqual({
      name: 'test/all/1',
      class: 'AllTypes',
      server: 'all_types/test',
      exported: true,
      ior: expect.stringMatching(/^IOR:/i),
      alias: 'AllOfThem',
    });
    expect(table.get('sys/tg_test/1')).toEqual({
      name: 'sys/tg_test/1',
      class: 'TangoTest',
      server: 'TangoTest/test',
      exported: false,
      ior: '',
    });
  });

  it('imports by name in any case and by alias, and says of others that they are not there', async () => {
    await ask(async (database) => {
      expect(await database.importDevice('TEST/All/1', within())).toMatchObject({ exported: true, class: 'AllTypes' });
      expect(await database.importDevice('sys/tg_test/1', within())).toMatchObject({ exported: false, ior: '' });
      const notThere = { code: 'ADDRESS.UNKNOWN', message: expect.stringContaining(peer.tangoHost) };
      expect(await rejection(database.importDevice('no/such/one', within()))).toMatchObject(notThere);
      expect(await rejection(database.deviceOfAlias('nobody', within()))).toMatchObject(notThere);
    });
  });

  it('answers about classes, servers and aliases', async () => {
    await ask(async (database) => {
      expect(await database.classes('All*', within())).toEqual(['AllTypes']);
      expect(await database.servers('all*', within())).toEqual(['all_types/test']);
      expect(await database.classOf('test/all/1', within())).toBe('AllTypes');
      expect(await database.serverDevices('all_types/test', within())).toContainEqual({
        name: 'test/all/1',
        class: 'AllTypes',
      });
      expect(await database.exportedDevices('test/*', within())).toEqual(['test/all/1']);
      expect(await database.definedDevices('sys/tg_*', within())).toEqual(['sys/tg_test/1']);
      expect(await database.aliases('*', within())).toEqual(['AllOfThem']);
      expect(await database.deviceOfAlias('AllOfThem', within())).toBe('test/all/1');
      expect(await database.aliasOf('test/all/1', within())).toBe('AllOfThem');
      expect(await database.aliasOf('sys/tg_test/1', within())).toBeUndefined();
    });
  });

  it('tells a missing property from one that is there', async () => {
    await ask(async (database) => {
      const device = await database.deviceProperties('test/all/1', ['Two', 'Missing', 'Two'], within());
      expect([...device]).toEqual([
        ['Two', ['a', 'b']],
        ['Missing', undefined],
      ]);
      const ofClass = await database.classProperties('AllTypes', ['Missing', 'Shared'], within());
      expect([...ofClass]).toEqual([
        ['Missing', undefined],
        ['Shared', ['x']],
      ]);
      const free = await database.properties('Facility', ['Missing', 'Name'], within());
      expect([...free]).toEqual([
        ['Missing', undefined],
        ['Name', ['lab']],
      ]);
      const accents = await database.properties('Accents', ['Name'], within());
      expect(accents.get('Name')).toEqual(['caf\u00e9']);
      expect(await database.devicePropertyNames('test/all/1', 'T*', within())).toEqual(['Two']);
      const attributes = await database.attributeProperties('test/all/1', ['long_scalar', 'double_scalar'], within());
      expect(Object.fromEntries(attributes.get('long_scalar') ?? [])).toEqual({ unit: ['V'], many: ['1', '2'] });
      expect(attributes.get('double_scalar')?.size).toBe(0);
    });
  });

  it('is not sent what it would take for SQL', async () => {
    const proxy = await startProxy(1);
    await withClient({ tangoHost: peer.tangoHost, connectVia: proxy.connectVia }, async (client) => {
      const database = client.database();
      for (const name of [`x' OR '1'='1`, 'a\\', 'a"b']) {
        const unsent = { code: 'ADDRESS.UNKNOWN', actual: name };
        expect(await rejection(database.importDevice(name, within()))).toMatchObject(unsent);
        expect(await rejection(database.aliases(name, within()))).toMatchObject(unsent);
        expect(await rejection(database.deviceProperties('test/all/1', ['Two', name], within()))).toMatchObject(unsent);
      }
    });
    expect(proxy.requests).toHaveLength(0);
    await proxy.stop();
  });

  it('is found behind a dead address of a fail-over list', async () => {
    const tangoHost = `127.0.0.1:${await freePort()},${peer.tangoHost}`;
    await withClient({ tangoHost }, async (client) => {
      expect(await client.database().classOf('test/all/1', within())).toBe('AllTypes');
      await client.device('test/all/1').ping(within());
    });
  });

  it('serves a second client object beside the first: one connection each', async () => {
    const proxy = await startProxy(1);
    await withClient({ connectVia: proxy.connectVia }, async (client) => {
      expect(client.database(peer.tangoHost)).toBe(client.database(`tango://${peer.tangoHost.toUpperCase()}`));
      await Promise.all([1, 2, 3].map(() => client.database(peer.tangoHost).ping(within())));
    });
    expect(proxy.connections).toHaveLength(1);
    await proxy.stop();
  });
});

describe('two databases in one client', () => {
  it('are two worlds: the same name is two devices', async () => {
    const worlds = await Promise.all([startPyTangoDatabase(), startPyTangoDatabase()]);
    for (const [i, world] of worlds.entries()) {
      await startPyServer('all_types.py', { db: world, devices: [{ name: 'test/same/1', class: 'AllTypes' }] });
      await withClient({ tangoHost: worlds[0]?.tangoHost ?? '' }, (client) =>
        client.device(`tango://${world.tangoHost}/test/same/1`).writeAttribute('long_scalar', i),
      );
    }
    await withClient({ tangoHost: worlds[1]?.tangoHost ?? '' }, async (client) => {
      const [other, own] = [client.device(`tango://${worlds[0]?.tangoHost}/test/same/1`), client.device('test/same/1')];
      expect((await other.readAttributes(['long_scalar']))[0]?.value).toEqual(Int32Array.of(0));
      expect((await own.readAttributes(['long_scalar']))[0]?.value).toEqual(Int32Array.of(1));
    });
    await Promise.all(worlds.map((world) => world.stop()));
  });
});

describe('a database without the SQL command', () => {
  let peer: TangoDatabase;
  beforeAll(async () => {
    peer = await startPyTangoDatabase();
    await startPyServer('all_types.py', { db: peer, devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
    await runPython(peer, SETUP);
  });
  afterAll(() => peer.stop());

  it('gives the same table by its lists and single imports', async () => {
    const proxy = await startRenamingProxy(peer.port, 'DbMySqlSelect');
    const tables = await withClient({}, (client) =>
      Promise.all([peer.tangoHost, proxy.address].map((host) => client.database(host).devices(within()))),
    );
    proxy.stop();
    expect(tables[1]?.map(inLowerCase).toSorted(byName)).toEqual(tables[0]?.map(inLowerCase).toSorted(byName));
    expect(tables[0]?.length).toBeGreaterThan(5);
  });
});

function byName(a: DatabaseDevice, b: DatabaseDevice): number {
  return a.name < b.name ? -1 : 1;
}

/** This database lists names in lower case. */
function inLowerCase(device: DatabaseDevice): DatabaseDevice {
  return { ...device, name: device.name.toLowerCase() };
}
