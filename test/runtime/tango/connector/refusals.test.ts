import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connector, connectAll, defineDevice } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
import { startAccessControl } from '../../../peers/access-control.ts';
import { type DebianDatabase, startDebianDatabase } from '../../../peers/debian-database.ts';
import { type Proxy, startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';

const Configured = defineDevice({
  id: 'tango:Configured',
  members: {
    current: { kind: 'rw', source: 'current', type: 'f64' },
    turns: { kind: 'rw', source: 'turns', type: 'i64' },
    flux: { kind: 'rw', source: 'flux', type: 'f64[]' },
    reset: { kind: 'command', source: 'Reset' },
  },
});

let db: DebianDatabase;
let proxy: Proxy;
let connector: Connector;
let device: InstanceType<typeof Configured>;

beforeAll(async () => {
  db = await startDebianDatabase();
  await startPyServer('configured.py', { db, devices: [{ name: 'test/configured/1', class: 'Configured' }] });
  await startAccessControl(db, [{ user: 'reader', right: 'read' }]);
  proxy = await startProxy();
});
afterAll(async () => {
  await connector?.close();
  await proxy.stop();
  await db.stop();
});

async function connectAs(user: string): Promise<void> {
  await connector?.close();
  connector = tango(db.tangoHost, { user, connectVia: proxy.connectVia });
  ({ device } = await connectAll({ device: new Configured('test/configured/1') }, { via: [connector] }));
}

describe('a value outside the limits', () => {
  it("is refused with the server's words and the live limits", async () => {
    await connectAs('writer');
    await expect(device.current.set(10.5)).rejects.toMatchObject({
      code: 'VALUE.LIMITS',
      member: 'device.current',
      expected: { low: -10, high: 10 },
      actual: 10.5,
      message: expect.stringMatching(
        /^device\.current \(tango:[^ ]+\/current\): set: 10\.5 is outside -10 to 10 A; the server says: .*above the maximum/,
      ),
      hint: 'write a value within the limits',
      cause: { cause: { errors: [{ reason: 'API_WAttrOutsideLimit' }] } },
    });
    expect(await device.current.get()).toBe(1.5);
  });

  it('is compared exactly where numbers would round', async () => {
    await connectAs('writer');
    expect(device.turns.meta.limits?.control).toEqual({ low: -(2n ** 62n), high: 2n ** 62n + 1n });
    await device.turns.set(2n ** 53n + 1n);
    expect([await device.turns.get(), await device.turns.setpoint()]).toEqual([2n ** 53n + 1n, 2n ** 53n + 1n]);
    await expect(device.turns.set(2n ** 62n + 2n)).rejects.toMatchObject({
      code: 'VALUE.LIMITS',
      expected: { low: -(2n ** 62n), high: 2n ** 62n + 1n },
    });
  });

  it('is refused in an array too', async () => {
    await connectAs('writer');
    await expect(device.flux.set(Float64Array.of(1, 6))).rejects.toMatchObject({
      code: 'VALUE.LIMITS',
      message: expect.stringContaining('set: 6 (element 1) is outside 0 to 5 V.s; the server says: '),
    });
    await device.flux.set(Float64Array.of(4, 5, 3));
    expect(await device.flux.get()).toEqual(Float64Array.of(4, 5, 3));
  });
});

describe('a value that the server cannot take at all', () => {
  it.each([NaN, Infinity])('is no matter of limits: %d', async (value) => {
    await connectAs('writer');
    await expect(device.current.set(value)).rejects.toMatchObject({
      code: 'VALUE.TYPE',
      message: expect.stringContaining(`set: ${value} is not finite; the server says: Set value for attribute current`),
      hint: expect.stringContaining('neither NaN nor Infinity'),
    });
  });

  it('is no matter of limits: more elements than fit', async () => {
    await connectAs('writer');
    await expect(device.flux.set(new Float64Array(9))).rejects.toMatchObject({
      code: 'VALUE.TYPE',
      expected: [8],
      message: expect.stringContaining('set: 9 elements are too many, at most 8 fit; the server says: '),
      hint: 'write at most 8 elements',
    });
  });
});

describe('what access control forbids', () => {
  it('never leaves the client, while reading goes on', async () => {
    await connectAs('reader');
    proxy.clear();
    await expect(device.current.set(2)).rejects.toMatchObject({ code: 'TANGO.ACCESS' });
    await expect(device.current.set(2, { wait: false })).rejects.toMatchObject({ code: 'TANGO.ACCESS' });
    await expect(device.reset.execute()).rejects.toMatchObject({ code: 'TANGO.ACCESS' });
    expect(await device.current.get()).toBe(1.5);
    const sent = proxy.operations();
    expect(Object.keys(sent)).not.toContain('write_attributes_4');
    expect(Object.keys(sent)).not.toContain('command_inout_4(Reset)');
    await connectAs('writer');
    await device.current.set(2);
  });
});
