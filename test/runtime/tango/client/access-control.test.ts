import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DevFailed, type TangoClientOptions } from '@devgen/runtime/tango';
import { type AccessControl, startAccessControl } from '../../../peers/access-control.ts';
import { type DebianDatabase, startDebianDatabase } from '../../../peers/debian-database.ts';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { type Proxy, startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { rejection, within, withClient } from './with-client.ts';

const DEVICE = 'test/faults/1';
const VOID = { inType: 0, outType: 0 };
const DOUBLE = { inType: 5, outType: 5 };
const WRITE = {
  name: 'good',
  dataType: 5,
  dataFormat: 'SCALAR',
  value: Float64Array.of(3),
  dim: { x: 1, y: 0 },
} as const;

let db: DebianDatabase;
let server: DeviceServer;
let control: AccessControl;
let proxy: Proxy;
beforeAll(async () => {
  db = await startDebianDatabase();
  server = await startPyServer('faults.py', { db, devices: [{ name: DEVICE, class: 'Faults' }] });
  control = await startAccessControl(db, [
    { user: 'reader', right: 'read' },
    { user: 'writer', right: 'write' },
  ]);
  await control.allowCommands('Faults', ['Sleep', 'Count']);
  proxy = await startProxy(4);
});
afterEach(() => proxy.clear());
afterAll(async () => {
  await proxy.stop();
  await control.stop();
  await db.stop();
});

const as = <R>(
  user: string,
  run: Parameters<typeof withClient<R>>[1],
  more: Partial<TangoClientOptions> = {},
): Promise<R> => withClient({ tangoHost: db.tangoHost, user, connectVia: proxy.connectVia, ...more }, run);

/** What left the client for the device server, by operation. */
const sent = (): Readonly<Record<string, number>> => proxy.operations({ only: server });

const refusal = (why: RegExp) => ({
  code: 'TANGO.ACCESS',
  device: DEVICE,
  reason: 'API_ReadOnlyMode',
  message: expect.stringMatching(why),
});

describe('a user who may only read', () => {
  it('reads everything, and asks access control nothing for that', async () => {
    await as('reader', async (client) => {
      const device = client.device(DEVICE);
      await device.readAttributes(['good', 'State'], {}, within());
      expect(await device.state(within())).toBe('RUNNING');
      await device.attributeConfigs(undefined, within());
    });
    expect(proxy.operations({ only: control.server })).toEqual({});
  });

  it('writes nothing: no write leaves the client, and the text says who, what and why', async () => {
    await as('reader', async (client) => {
      const device = client.device(DEVICE);
      expect(await device.access(within())).toBe('read');
      const error = await rejection(device.writeAttributes([WRITE], within()));
      expect(error).toBeInstanceOf(DevFailed);
      expect(error).toMatchObject(
        refusal(/write good is not authorized on device test\/faults\/1.*TangoAccessControl.*user reader/),
      );
      expect(await rejection(device.writeReadAttributes([WRITE], ['good'], within()))).toMatchObject(refusal(/reader/));
    });
    expect(sent()).toEqual({});
    expect(proxy.operations()).toMatchObject({ 'command_inout_4(GetAccessForMultiIP)': 1 });
  });

  it('runs the commands that are listed for the class, and State and Status, but no other', async () => {
    await as('reader', async (client) => {
      const device = client.device(DEVICE);
      expect(await device.command('sleep', 0, DOUBLE, within())).toBe(0);
      expect(await device.command('State', undefined, VOID, within())).toBe('RUNNING');
      expect(await device.command('Status', undefined, VOID, within())).toContain('RUNNING');
      expect(await rejection(device.command('Init', undefined, VOID, within()))).toMatchObject(refusal(/command Init/));
      expect(await rejection(device.command('Delay', 1, DOUBLE, within()))).toMatchObject(refusal(/command Delay/));
    });
    expect(sent()).toEqual({ 'command_inout_4(sleep)': 1, 'command_inout_4(State)': 1, 'command_inout_4(Status)': 1 });
    expect(proxy.operations()['command_inout_4(GetAllowedCommands)']).toBe(1);
  });

  it('does not get by with many calls at once', async () => {
    await as('reader', async (client) => {
      const device = client.device(DEVICE);
      const calls = Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0 ? device.writeAttributes([WRITE], within()) : device.command('Delay', 1, DOUBLE, within()),
      );
      const outcomes = await Promise.allSettled(calls);
      expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    });
    expect(sent()).toEqual({});
    expect(proxy.operations()['command_inout_4(GetAccessForMultiIP)']).toBe(1);
  });

  it('may not change the database either, whose queries stay open', async () => {
    await as('reader', async (client) => {
      await client.database().devices(within());
      const admin = client.device('sys/database/2');
      const put = admin.command('DbPutProperty', ['x', '1', 'a', '1', 'b'], { inType: 16, outType: 0 }, within());
      expect(await rejection(put)).toMatchObject({ code: 'TANGO.ACCESS' });
      const types = { inType: 8, outType: 16 };
      expect(await admin.command('DbGetDeviceWideList', 'test/*', types, within())).toEqual([DEVICE]);
    });
    expect(proxy.operations()['command_inout_4(DbPutProperty)']).toBeUndefined();
  });

  it('may write on a server without a database, where nobody controls', async () => {
    const nodb = await startPyServer('faults.py', { devices: [{ name: 'test/nodb/1', class: 'Faults' }] });
    await as('reader', (client) => client.device(nodb.address()).writeAttributes([WRITE], within()));
    await nodb.stop();
  });
});

describe('a user who may write', () => {
  it('is asked about once, however much is written', async () => {
    await as('writer', async (client) => {
      const device = client.device(DEVICE);
      await Promise.all(Array.from({ length: 10 }, () => device.writeAttributes([WRITE], within())));
      await device.command('Delay', 0, DOUBLE, within());
      expect(await device.access(within())).toBe('write');
    });
    expect(sent()).toEqual({ write_attributes_4: 10, 'command_inout_4(Delay)': 1 });
    expect(proxy.operations()).toMatchObject({
      'command_inout_4(GetAccessForMultiIP)': 1,
      'command_inout_4(DbGetProperty)': 1,
    });
  });

  it('is whoever has no rights of his own, as access control says', async () => {
    await as('somebody', async (client) => {
      expect(await client.device(DEVICE).access(within())).toBe('write');
    });
  });

  it('is asked about again when the device came back', async () => {
    await as('passing', async (client) => {
      const device = client.device(DEVICE);
      await device.writeAttributes([WRITE], within());
      await control.grant([{ user: 'passing', right: 'read' }]);
      await device.writeAttributes([WRITE], within());
      await server.restart();
      expect(await rejection(device.writeAttributes([WRITE], within()))).toMatchObject(refusal(/passing/));
      // Once with the old reference, while the old right held, which the new server refuses unseen.
      expect(sent()['write_attributes_4']).toBeLessThanOrEqual(3);
      const [good] = await device.readAttributes(['good'], {}, within());
      expect(good?.value).toEqual(Float64Array.of(1));
    });
    await control.revoke('passing');
  });
});

describe('SUPER_TANGO=true', () => {
  it('lifts the control for the client that has it', async () => {
    const environment = { HOME: '/nonexistent', SUPER_TANGO: 'True' };
    await as('reader', (client) => client.device(DEVICE).writeAttributes([WRITE], within()), { environment });
    expect(sent()).toEqual({ write_attributes_4: 1 });
    const off = { environment: { ...environment, SUPER_TANGO: '1' } };
    await as('reader', (client) => rejection(client.device(DEVICE).writeAttributes([WRITE], within())), off);
    expect(sent()).toEqual({ write_attributes_4: 1 });
  });
});

describe('access control that is configured and does not run', () => {
  const all = /TangoAccessControl is configured and cannot be asked, so everybody may only read/;

  it('makes everything read-only, State as a command too, and says so', async () => {
    await control.server.stop();
    await as('writer', async (client) => {
      const device = client.device(DEVICE);
      expect(await rejection(device.writeAttributes([WRITE], within()))).toMatchObject(refusal(all));
      expect(await rejection(device.command('State', undefined, VOID, within()))).toMatchObject(refusal(all));
      expect(await rejection(device.command('Sleep', 0, DOUBLE, within()))).toMatchObject(refusal(all));
      const [good] = await device.readAttributes(['good'], {}, within());
      expect(good?.errors).toEqual([]);
    });
    expect(sent()).toEqual({ read_attributes_5: 1 });
    await control.server.start();
  });

  it('holds while it hangs: the write is refused within its deadline', async () => {
    control.server.suspend();
    await as('writer', async (client) => {
      const device = client.device(DEVICE);
      expect(await rejection(device.writeAttributes([WRITE], within(1_500)))).toMatchObject(refusal(all));
    });
    control.server.resume();
    expect(sent()).toEqual({});
  });

  it('holds until it is back, and no longer', async () => {
    await control.server.kill();
    await as('writer', async (client) => {
      const device = client.device(DEVICE);
      expect(await device.access(within())).toBe('read');
      await control.server.start();
      while ((await device.access(within())) === 'read') await new Promise((resolve) => setTimeout(resolve, 50));
      await device.writeAttributes([WRITE], within());
    });
    expect(sent()).toEqual({ write_attributes_4: 1 });
  });

  it('is over when it is unregistered, for clients from then on', async () => {
    await control.unregister();
    await as('reader', (client) => client.device(DEVICE).writeAttributes([WRITE], within()));
    await control.register();
    expect(sent()).toEqual({ write_attributes_4: 1 });
  });
});
