import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeviceProxy, TangoClient, TangoType } from '@devgen/runtime/tango';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startTangoTest } from '../../../peers/tango-test.ts';
import { rejection, within } from './with-client.ts';

const BIG = 2n ** 63n - 1n;
const ENCODED = { format: 'raw', data: Uint8Array.of(1, 0, 255) };

/** An argument of each type, and the same as it comes back. */
const ECHOES: readonly (readonly [string, unknown, unknown])[] = [
  ['DevBoolean', true, true],
  ['DevShort', -32_768, -32_768],
  ['DevLong', -(2 ** 31), -(2 ** 31)],
  ['DevFloat', 1.5, 1.5],
  ['DevDouble', 1e300, 1e300],
  ['DevUShort', 65_535, 65_535],
  ['DevULong', 2 ** 32 - 1, 2 ** 32 - 1],
  ['DevString', 'caf\u00e9', 'caf\u00e9'],
  ['DevLong64', BIG, BIG],
  ['DevULong64', 2n ** 64n - 1n, 2n ** 64n - 1n],
  ['DevVarCharArray', [0, 255], Uint8Array.of(0, 255)],
  ['DevVarShortArray', [], Int16Array.of()],
  ['DevVarLongArray', [-1, 2], Int32Array.of(-1, 2)],
  ['DevVarFloatArray', [1.5], Float32Array.of(1.5)],
  ['DevVarDoubleArray', [NaN, -Infinity], Float64Array.of(NaN, -Infinity)],
  ['DevVarUShortArray', [65_535], Uint16Array.of(65_535)],
  ['DevVarULongArray', [2 ** 32 - 1], Uint32Array.of(2 ** 32 - 1)],
  ['DevVarStringArray', ['', 'caf\u00e9'], ['', 'caf\u00e9']],
  ['DevVarLong64Array', [BIG, 1], BigInt64Array.of(BIG, 1n)],
  ['DevVarULong64Array', [0n], BigUint64Array.of(0n)],
  [
    'DevVarLongStringArray',
    { lvalue: [1, -2], svalue: ['a', ''] },
    { lvalue: Int32Array.of(1, -2), svalue: ['a', ''] },
  ],
  ['DevVarDoubleStringArray', { dvalue: [0.5], svalue: [] }, { dvalue: Float64Array.of(0.5), svalue: [] }],
];
/** Those that TangoTest does not have. */
const MORE: typeof ECHOES = [
  ['DevState', 'STANDBY', 'STANDBY'],
  ['DevVarBooleanArray', [true, false, true], [true, false, true]],
  ['DevEncoded', ENCODED, ENCODED],
];

describe('commands of a PyTango server', () => {
  let server: DeviceServer;
  let client: TangoClient;
  let device: DeviceProxy;
  beforeAll(async () => {
    server = await startPyServer('all_types.py', { devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
    client = new TangoClient();
    device = client.device(server.address());
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it.each([...ECHOES, ...MORE])('take and give %s', async (type, argument, expected) => {
    expect(await device.command(`Echo${type}`, argument, undefined, within())).toEqual(expected);
  });

  it('need no argument, or give no result, where they are void', async () => {
    expect(await device.command('Nothing', undefined, undefined, within())).toBeUndefined();
    expect(await device.command('give', undefined, undefined, within())).toBe('given');
    expect(await device.command('Take', 'it', undefined, within())).toBeUndefined();
    expect(await device.command('Count', 'call Take it', undefined, within())).toBe(1n);
  });

  it('are not sent with an argument that does not fit', async () => {
    const error = await rejection(device.command('EchoDevShort', 40_000, undefined, within()));
    expect(error).toMatchObject({ code: 'VALUE.TYPE', device: 'test/all/1', actual: 40_000 });
    expect(String(error)).toContain('command EchoDevShort: 40000 is not an integer of -32768 to 32767 (DevShort)');
    expect(await rejection(device.command('Nothing', 1, undefined, within()))).toMatchObject({ code: 'VALUE.TYPE' });
    expect(await device.command('Count', 'call EchoDevShort', undefined, within())).toBe(1n);
  });

  it('that do not exist are an error that lists those that do', async () => {
    expect(await rejection(device.command('Nope', 1, undefined, within()))).toMatchObject({
      code: 'MEMBER.MISSING',
      hint: expect.stringContaining('EchoDevShort'),
    });
  });
});

describe('commands of TangoTest', () => {
  let server: DeviceServer;
  let client: TangoClient;
  beforeAll(async () => {
    server = await startTangoTest(undefined);
    client = new TangoClient();
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it.each(ECHOES)('take and give %s', async (type, argument, expected) => {
    const device = client.device(server.address());
    expect(await device.command(type, argument, undefined, within())).toEqual(expected);
  });

  it('go without asking for their types when those are given', async () => {
    const device = client.device(server.address());
    const types = { inType: TangoType.DevLong, outType: TangoType.DevLong };
    expect(await device.command('DevLong', 5, types, within())).toBe(5);
  });
});
