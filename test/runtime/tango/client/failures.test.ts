import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallError, DevFailed, type DeviceProxy, TangoClient } from '@devgen/runtime/tango';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { type Proxy, startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../../peers/tango-database.ts';
import { rejection, within, withClient } from './with-client.ts';

let db: TangoDatabase;
let server: DeviceServer;
let proxy: Proxy;
let client: TangoClient;
let device: DeviceProxy;
beforeAll(async () => {
  db = await startPyTangoDatabase();
  server = await startPyServer('faults.py', { db, devices: [{ name: 'test/faults/1', class: 'Faults' }] });
  proxy = await startProxy(8);
  client = new TangoClient({ tangoHost: db.tangoHost, connectVia: proxy.connectVia });
  device = client.device('test/faults/1');
});
afterAll(async () => {
  await client.close();
  await proxy.stop();
  await db.stop();
});

const count = (of: string): Promise<unknown> => device.command('Count', of, undefined, within());

describe("the device's own errors", () => {
  it('come with their whole stack, the innermost first, and in the message', async () => {
    const error = await rejection(device.command('Fail', 3, undefined, within()));
    expect(error).toBeInstanceOf(DevFailed);
    expect(error).toMatchObject({
      code: 'TANGO.DEV_FAILED',
      device: 'test/faults/1',
      reason: 'Motor_Stalled',
      errors: [
        {
          reason: 'Motor_Stalled',
          severity: 'PANIC',
          description: 'The motor stalled at 3.5 mm',
          origin: 'Axis::move()',
        },
        { reason: 'Level_2', severity: 'ERR', description: 'caf\u00e9 2', origin: 'Layer2::call()' },
        { reason: 'Level_3', severity: 'ERR', origin: 'Layer3::call()' },
        // PyTango's own, around it all.
        { description: 'Cannot execute command' },
      ],
    });
    const text = String(error);
    for (const part of ['tango://', 'test/faults/1, command Fail', 'Motor_Stalled', 'Level_3', 'Layer3::call()']) {
      expect(text).toContain(part);
    }
  });

  it('of one attribute spoil no other', async () => {
    const [failing, python, good] = await device.readAttributes(['failing', 'broken_python', 'good'], {}, within());
    expect(failing?.errors.map(({ reason }) => reason)).toContain('Level_3');
    expect(python?.errors[0]?.reason).toBe('PyDs_PythonError');
    expect(good).toMatchObject({ errors: [], quality: 'ATTR_VALID' });
  });
});

describe('a call that takes longer than its deadline', () => {
  it('is not sent again, its late reply is dropped, and the connection goes on', async () => {
    const before = Number(await count('call Sleep'));
    const connections = proxy.connections.length;
    const types = { inType: 5, outType: 5 };
    const slow = within(150);
    const error = await rejection(device.command('Sleep', 0.6, types, slow));
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ code: 'CALL.TIMEOUT', completed: 'MAYBE', device: 'test/faults/1' });
    // The server serves the device's calls in turn, so this answer comes after the late one.
    expect(Number(await count('call Sleep'))).toBe(before + 1);
    expect(await device.command('Sleep', 0, types, within())).toBe(0);
    expect(proxy.connections.length).toBe(connections);
    // omniORB may hang of a CancelRequest.
    expect(new Set(proxy.messages.map(({ kind }) => kind))).not.toContain('CancelRequest');
  });

  it('is a write that the server carries out once', async () => {
    await device.command('Delay', 0.5, undefined, within());
    const before = Number(await count('write slow'));
    const write = {
      name: 'slow',
      dataType: 5,
      dataFormat: 'SCALAR',
      value: Float64Array.of(7),
      dim: { x: 1, y: 0 },
    } as const;
    expect(await rejection(device.writeAttributes([write], within(150)))).toMatchObject({ code: 'CALL.TIMEOUT' });
    await device.command('Delay', 0, undefined, within());
    expect(Number(await count('write slow'))).toBe(before + 1);
  });

  it('may be given up by the caller', async () => {
    const io = within();
    const call = rejection(
      device.command('Sleep', 0.3, { inType: 5, outType: 5 }, { ...io, signal: AbortSignal.abort() }),
    );
    expect(await call).toBeInstanceOf(Error);
    io.done();
    await device.ping(within());
  });
});

describe('a command whose connection breaks before the reply', () => {
  it('is not sent again', async () => {
    const before = Number(await count('call Sleep'));
    const sent = proxy.operations()['command_inout_4(Sleep)'] ?? 0;
    proxy.behave('hold', server);
    const call = rejection(device.command('Sleep', 0.1, { inType: 5, outType: 5 }, within()));
    await withClient({ tangoHost: db.tangoHost }, async (direct) => {
      const counter = direct.device('test/faults/1');
      const executed = () => counter.command('Count', 'call Sleep', undefined, within());
      while (Number(await executed()) === before) await new Promise(setImmediate);
    });
    proxy.drop();
    proxy.behave('pass', server);
    expect(await call).toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE' });
    expect(Number(await count('call Sleep'))).toBe(before + 1);
    expect(proxy.operations()['command_inout_4(Sleep)']).toBe(sent + 1);
  });
});

describe('a read whose connection breaks before the reply', () => {
  it('is sent again, as it changes nothing', async () => {
    const before = Number(await count('read ticks'));
    proxy.behave('hold', server);
    const read = device.readAttributes(['ticks'], { source: 'DEV' }, within());
    await withClient({ tangoHost: db.tangoHost }, async (direct) => {
      const counter = direct.device('test/faults/1');
      const executed = () => counter.command('Count', 'read ticks', undefined, within());
      while (Number(await executed()) === before) await new Promise(setImmediate);
    });
    proxy.drop();
    proxy.behave('pass', server);
    expect((await read)[0]?.value).toEqual(BigInt64Array.of(BigInt(before + 2)));
  });
});

describe('a device that has another place', () => {
  it('is found again after its server restarted, and says that it was lost', async () => {
    const lost: Error[] = [];
    const end = device.onLost((why) => lost.push(why));
    await device.ping(within());
    await server.restart();
    await device.ping(within());
    await device.writeAttribute('good', 2.5, within());
    const [good] = await device.readAttributes(['good'], {}, within());
    expect(good?.value).toEqual(Float64Array.of(2.5));
    expect(lost.length).toBeGreaterThan(0);
    end();
  });

  it('is found again after DevRestart, by one import', async () => {
    await device.ping(within());
    const admin = client.device(`dserver/${server.server}`);
    const lost: Error[] = [];
    const end = device.onLost((why) => lost.push(why));
    await admin.command('DevRestart', 'test/faults/1', undefined, within());
    proxy.clear();
    await device.command('Delay', 0, { inType: 5, outType: 0 }, within());
    const operations = proxy.operations();
    expect(operations['command_inout_4(DbImportDevice)']).toBe(1);
    // Once with the old reference, which the server refuses unseen, and once with the new one.
    expect(operations['command_inout_4(Delay)']).toBe(2);
    expect(lost).toHaveLength(1);
    end();
  });

  it('fails with the reason when nobody is there any more, until the server is back', async () => {
    await withClient({ tangoHost: db.tangoHost }, async (direct) => {
      const dead = direct.device('test/faults/1');
      await dead.ping(within());
      await server.kill();
      const error = await rejection(dead.ping(within()));
      expect(error).toMatchObject({ code: 'CONNECT.FAILED', device: 'test/faults/1', completed: 'NO' });
      await server.start();
      await dead.ping(within());
    });
  });

  it('is said not to run when the database knows that', async () => {
    await withClient({ tangoHost: db.tangoHost }, async (direct) => {
      const stopped = direct.device('test/faults/1');
      await stopped.ping(within());
      await server.stop();
      const hint = 'start its server faults/test';
      expect(await rejection(stopped.ping(within()))).toMatchObject({ code: 'CONNECT.FAILED', hint });
      expect(await rejection(direct.device('test/faults/1').ping(within()))).toMatchObject({ hint });
      await server.start();
    });
  });
});

describe('addresses that lead nowhere', () => {
  it('name the device that the database does not have', async () => {
    expect(await rejection(client.device('no/such/device').ping(within()))).toMatchObject({
      code: 'ADDRESS.UNKNOWN',
      device: 'no/such/device',
    });
  });

  it('name the database that nobody answers for', async () => {
    await withClient({ tangoHost: '127.0.0.1:1' }, async (fresh) => {
      const error = await rejection(fresh.device('a/b/c').ping(within()));
      expect(error).toMatchObject({ code: 'CONNECT.FAILED' });
      expect(String(error)).toContain('Tango database 127.0.0.1:1');
    });
  });

  it('need a database, and say how to name one', async () => {
    await withClient({}, async (fresh) => {
      if (fresh.tangoHost === undefined) {
        expect(() => fresh.device('a/b/c')).toThrow(
          expect.objectContaining({ hint: expect.stringContaining('TANGO_HOST') }),
        );
      } else {
        // A machine with /etc/tangorc always has one.
        expect(fresh.tangoHost.from).toBe('/etc/tangorc');
      }
    });
  });
});

describe('a client that is closed', () => {
  it('refuses calls and leaves no connection', async () => {
    const fresh = new TangoClient({ tangoHost: db.tangoHost });
    const closing = fresh.device('test/faults/1');
    await closing.ping(within());
    const call = rejection(closing.command('Sleep', 5, { inType: 5, outType: 5 }, within()));
    await fresh.close();
    expect(await call).toMatchObject({ code: 'LINK.CLOSED' });
    expect(await rejection(closing.ping(within()))).toMatchObject({ code: 'LINK.CLOSED' });
  });
});
