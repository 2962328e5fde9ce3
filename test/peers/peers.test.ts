import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { TangoClient } from '@devgen/runtime/tango';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadline } from '../../src/runtime/core/support/deadline.ts';
import { startAccessControl } from './access-control.ts';
import { type DebianDatabase, startDebianDatabase } from './debian-database.ts';
import { ping, pingRequest } from './giop-ping.ts';
import { startJTango } from './jtango.ts';
import { PeerProcess } from './peer.ts';
import { startProxy } from './proxy.ts';
import { startPyServer } from './py-server.ts';
import { startPyTangoDatabase } from './pytango-database.ts';
import { runPython } from './python.ts';
import type { TangoDatabase } from './tango-database.ts';
import { startTangoTest } from './tango-test.ts';

/** Milliseconds, for an answer that has to come, on a busy machine too. */
const PATIENT = 20_000;

const exported = async (db: TangoDatabase): Promise<readonly string[]> =>
  JSON.parse(
    await runPython(db, 'import tango, json; print(json.dumps(list(tango.Database().get_device_exported("*"))))'),
  );

const idlOf = (db: TangoDatabase | undefined, address: string): Promise<string> =>
  runPython(db, `import tango; print(tango.DeviceProxy("${address}").get_idl_version(), end="")`);

describe("Debian's database", () => {
  let db: DebianDatabase;
  beforeAll(async () => {
    db = await startDebianDatabase();
  });
  afterAll(() => db.stop());

  it('serves TangoTest, which un-exports itself when it stops and not when it is killed', async () => {
    const server = await startTangoTest(db);
    expect(await exported(db)).toContain('sys/tg_test/1');
    await server.kill();
    expect(await exported(db)).toContain('sys/tg_test/1');
    await server.start();
    await server.stop();
    expect(await exported(db)).not.toContain('sys/tg_test/1');
  });

  it('keeps port and content over a restart', async () => {
    await db.register('Exec/one', [
      { name: 'test/a/1', class: 'A' },
      { name: 'test/b/1', class: 'B' },
    ]);
    await db.restart();
    expect(await db.sql("SELECT name, class FROM device WHERE server = 'Exec/one' AND class <> 'DServer'")).toBe(
      'test/a/1\tA\ntest/b/1\tB\n',
    );
    await db.unregister('Exec/one');
    expect(await db.sql("SELECT name FROM device WHERE server = 'Exec/one'")).toBe('');
  });

  it('obeys access control until it is unregistered', async () => {
    const server = await startTangoTest(db);
    const write = 'import tango; tango.DeviceProxy("sys/tg_test/1").write_attribute("ampli", 1.0)';
    const user = userInfo().username;
    const control = await startAccessControl(db, [{ user, right: 'read' }]);
    await expect(runPython(db, write)).rejects.toThrow('API_ReadOnlyMode');
    await control.revoke(user);
    await control.grant([{ user, right: 'write' }]);
    await runPython(db, write);
    await control.stop();
    await runPython(db, write);
    await server.stop();
  });

  it('serves devices of IDL 3, 4, 5 and 6', async () => {
    const old = [
      { name: 'test/old/3', class: 'Old3' },
      { name: 'test/old/4', class: 'Old4' },
    ];
    await startPyServer('old_idl.py', { db, python: 'debian', devices: old });
    await startPyServer('all_types.py', { db, devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
    expect(await idlOf(db, 'test/old/3')).toBe('3');
    expect(await idlOf(db, 'test/old/4')).toBe('4');
    expect(await idlOf(db, db.device)).toBe('5');
    expect(await idlOf(db, 'test/all/1')).toBe('6');
  });
});

describe("PyTango's database", () => {
  it('serves every server of ours and a Java one, and stops them before itself', async () => {
    const db = await startPyTangoDatabase();
    const one = (name: string, deviceClass: string) => ({ db, devices: [{ name, class: deviceClass }] });
    const servers = [
      await startPyServer('faults.py', one('test/faults/1', 'Faults')),
      await startPyServer('configured.py', one('test/configured/1', 'Configured')),
      await startPyServer('hostile.py', one('test/hostile/1', 'Hostile')),
      await startPyServer('many.py', one('test/many/1', 'Sixty')),
      await startJTango({ db, devices: ['test/java/1'] }),
    ];
    await db.register('dynamic/test', [{ name: 'test/dynamic/1', class: 'Dynamic' }]);
    await db.putProperty('test/dynamic/1', 'Channels', ['3']);
    servers.push(await startPyServer('dynamic.py', { ...one('test/dynamic/1', 'Dynamic'), register: false }));
    expect(await exported(db)).toEqual(expect.arrayContaining(servers.map((server) => server.devices[0])));
    const channels = 'import tango; print(*tango.DeviceProxy("test/dynamic/1").get_attribute_list(), end="")';
    expect(await runPython(db, channels)).toBe('channel_1 channel_2 channel_3 mode State Status');
    await db.stop();
    expect(servers.map((server) => server.running)).toEqual(servers.map(() => false));
  });
});

describe('a server without a database', () => {
  it('answers by host and port, not while it is suspended, and again when it was restarted', async () => {
    const server = await startPyServer('faults.py', { devices: [{ name: 'test/faults/1', class: 'Faults' }] });
    const answers = (): Promise<boolean> => ping(server.host, server.port, 'test/faults/1', PATIENT);
    expect(await idlOf(undefined, server.address())).toBe('6');
    server.suspend();
    expect(await ping(server.host, server.port, 'test/faults/1')).toBe(false);
    server.resume();
    expect(await answers()).toBe(true);
    await server.restart();
    expect(await answers()).toBe(true);
    await server.stop();
    expect(await answers()).toBe(false);
  });

  it('says what it printed when it does not start', async () => {
    const start = PeerProcess.start({
      name: 'x',
      command: 'sh',
      args: ['-c', 'echo no reason; exit 3'],
      ready: 'never',
    });
    await expect(start).rejects.toThrow(/ended before it was ready.*no reason/s);
    const absent = PeerProcess.start({ name: 'x', command: '/no/such/command', args: [], ready: 'never' });
    await expect(absent).rejects.toThrow(/ended before it was ready/);
  });
});

describe('the proxy', () => {
  it('records requests of each server, and holds, swallows, cuts and refuses', async () => {
    const server = await startPyServer('faults.py', { devices: [{ name: 'test/faults/1', class: 'Faults' }] });
    const proxy = await startProxy();
    const via = (): { host: string; port: number } => proxy.connectVia(server.host, server.port);
    const answers = (limit: number): Promise<boolean> => ping(via().host, via().port, 'test/faults/1', limit);
    expect(await answers(PATIENT)).toBe(true);
    expect(proxy.operations({ only: server })).toEqual({ ping: 1 });
    expect(proxy.operations({ except: server })).toEqual({});
    expect(proxy.requests).toMatchObject([{ operation: 'ping', key: 'test/faults/1', connection: 1 }]);
    expect(proxy.connections[0]).toMatchObject({ sent: pingRequest('test/faults/1').length, received: 24 });

    for (const behaviour of ['hold', 'swallow', 'refuse', { cutReply: 13 }] as const) {
      proxy.behave(behaviour);
      expect(await answers(1_000)).toBe(false);
    }
    proxy.behave({ delay: 5 });
    expect(await answers(PATIENT)).toBe(true);
    proxy.behave('pass');

    proxy.behave('hold', server);
    const socket = connect(via().port, via().host, () => socket.write(pingRequest('test/faults/1')));
    await expect.poll(() => proxy.requests.length, { timeout: PATIENT }).toBe(6);
    proxy.behave('pass', server);
    const reply = await new Promise<Buffer>((resolve) => void socket.once('data', resolve));
    expect(reply.toString('latin1', 0, 4)).toBe('GIOP');
    socket.destroy();
    await proxy.stop();
    await server.stop();
  });

  it('stands between our client, a database and a device server', async () => {
    const db = await startPyTangoDatabase();
    const server = await startPyServer('faults.py', { db, devices: [{ name: 'test/faults/1', class: 'Faults' }] });
    const proxy = await startProxy(2);
    const client = new TangoClient({ tangoHost: db.tangoHost, connectVia: proxy.connectVia });
    const io = deadline(5_000);
    expect(await client.device('test/faults/1').command('Sleep', 0, undefined, io)).toBe(0);
    io.done();
    expect(proxy.operations({ only: server })).toHaveProperty(['command_inout_4(Sleep)'], 1);
    expect(proxy.operations({ except: server })).toHaveProperty(['command_inout_4(DbImportDevice)']);
    const targets = [server, db].map(({ host, port }) => `${host}:${port}`);
    expect(new Set(proxy.connections.map((connection) => connection.target))).toEqual(new Set(targets));
    await client.close();
    await proxy.stop();
    await db.stop();
  });
});
