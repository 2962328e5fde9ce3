import { corbaloc, MessageType, type ObjectRef, TangoType } from '@devgen/runtime/tango/codec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Connection } from '../../../../src/runtime/tango/client/transport/connection.ts';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startJTango } from '../../../peers/jtango.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { command, configs, read, renewOrb } from './peer-calls.ts';

describe('with a Python server', () => {
  let server: DeviceServer;
  let ref: ObjectRef;

  beforeAll(async () => {
    server = await startPyServer('faults.py', { devices: [{ name: 'test/faults/1', class: 'Faults' }] });
    ref = corbaloc([{ host: server.host, port: server.port }], 'test/faults/1');
  });
  afterAll(() => server.stop());

  it('a first call that is slow does not pass for a hung server', async () => {
    await renewOrb({ firstReplyTimeout: 800 });
    await expect(command(ref, 'Sleep', TangoType.DevDouble, 1.5)).resolves.toBe(1.5);
  });

  it('its ORB answers a probe while its device is busy', async () => {
    const busy = command(ref, 'Sleep', TangoType.DevDouble, 1);
    await expect(probe(server)).resolves.toBe(MessageType.locateReply);
    await busy;
  });
});

describe('with a Java server, which writes big-endian', () => {
  let server: DeviceServer;
  let ref: ObjectRef;

  beforeAll(async () => {
    server = await startJTango({ devices: ['test/java/1'] });
    ref = corbaloc([{ host: server.host, port: server.port }], 'test/java/1');
  });
  afterAll(() => server.stop());

  it('every attribute is declared and read', async () => {
    const declared = await configs(ref);
    const values = await read(
      ref,
      declared.map(({ name }) => name),
    );
    const byName = new Map(values.map((value) => [value.name, value]));
    const elements = new Map(values.map(({ name, value }) => [name, value]));
    expect(declared.find(({ name }) => name === 'gap')).toMatchObject({ writable: 'READ_WRITE', dataType: 5 });
    expect(elements.get('gap')).toEqual(Float64Array.of(12.5));
    expect(elements.get('booleanSpectrum')).toEqual([true, false, true]);
    expect(elements.get('shortSpectrum')).toEqual(Int16Array.of(-32768, 0, 32767));
    expect(elements.get('longSpectrum')).toEqual(Int32Array.of(-(2 ** 31), 0, 2 ** 31 - 1));
    expect(elements.get('long64Spectrum')).toEqual(BigInt64Array.of(-(2n ** 63n), 0n, 2n ** 63n - 1n));
    expect(elements.get('long64Scalar')).toEqual(BigInt64Array.of(2n ** 53n + 1n));
    expect(elements.get('floatSpectrum')).toEqual(Float32Array.of(-1.5, 0, 3.25));
    expect(elements.get('doubleSpectrum')).toEqual(Float64Array.of(-1e300, 0, 1e-300));
    expect(elements.get('stringSpectrum')).toEqual(['a', '', 'caf\u00e9']);
    expect(elements.get('longImage')).toEqual(Int32Array.of(1, 2, 3, 4, 5, 6));
    expect(byName.get('longImage')?.dim).toEqual({ x: 3, y: 2 });
    expect(byName.get('failing')?.errors).not.toEqual([]);
  });

  it('its ORB answers a probe', async () => {
    await expect(probe(server)).resolves.toBe(MessageType.locateReply);
  });

  it('commands take and return arrays, and errors arrive', async () => {
    await expect(command(ref, 'doubled', TangoType.DevVarDoubleArray, [1.5, -2])).resolves.toEqual(
      Float64Array.of(3, -4),
    );
    await expect(command(ref, 'echoString', TangoType.DevString, 'caf\u00e9')).resolves.toBe('caf\u00e9');
    await expect(command(ref, 'NoSuchCommand', 0, undefined)).rejects.toMatchObject({ code: 'TANGO.DEV_FAILED' });
  });
});

/** The type of the message by which a server answers the question whether it is there. */
async function probe({ host, port }: DeviceServer): Promise<number> {
  let connection: Connection | undefined;
  try {
    return await new Promise<number>((resolve, reject) => {
      connection = new Connection({ host, port }, 2_000, {
        opened: () => connection?.probe(1),
        heard: () => {},
        message: resolve,
        wanted: () => true,
        drained: () => {},
        closed: reject,
      });
    });
  } finally {
    connection?.destroy();
  }
}
