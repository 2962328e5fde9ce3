import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AttributeConfig,
  type AttributeWrite,
  attributeWrite,
  type DeviceProxy,
  MultiDevFailed,
  TangoClient,
  TangoType,
} from '@devgen/runtime/tango';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startTangoTest } from '../../../peers/tango-test.ts';
import { rejection, within } from './with-client.ts';

/** A value of each scalar type, at its edge. */
const EDGES: Readonly<Record<number, unknown>> = {
  [TangoType.DevBoolean]: true,
  [TangoType.DevUChar]: 255,
  [TangoType.DevShort]: -32_768,
  [TangoType.DevUShort]: 65_535,
  [TangoType.DevLong]: -(2 ** 31),
  [TangoType.DevULong]: 2 ** 32 - 1,
  [TangoType.DevLong64]: -(2n ** 63n),
  [TangoType.DevULong64]: 2n ** 64n - 1n,
  [TangoType.DevFloat]: -1.5,
  [TangoType.DevDouble]: 1e-300,
  [TangoType.DevString]: 'caf\u00e9',
  [TangoType.DevState]: 'MOVING',
  [TangoType.DevEnum]: 1,
  [TangoType.DevEncoded]: { format: 'raw', data: Uint8Array.of(0, 255) },
};

function edge({ dataType, dataFormat }: AttributeConfig): unknown {
  const value = EDGES[dataType];
  if (dataFormat === 'SCALAR') return value;
  return dataFormat === 'SPECTRUM'
    ? [value, value]
    : [
        [value, value, value],
        [value, value, value],
      ];
}

function shortWrite(name: string, value: number): AttributeWrite {
  return { name, dataType: TangoType.DevShort, dataFormat: 'SCALAR', value: Int16Array.of(value), dim: { x: 1, y: 0 } };
}

async function writeAndReadAll(device: DeviceProxy, configs: readonly AttributeConfig[]): Promise<readonly string[]> {
  const done: string[] = [];
  for (const config of configs) {
    const write = attributeWrite(config, edge(config));
    await device.writeAttributes([write], within());
    const [value] = await device.readAttributes([config.name], { source: 'DEV' }, within());
    expect(value, config.name).toMatchObject({ errors: [], quality: 'ATTR_VALID' });
    const kept = config.writable === 'WRITE' ? (value?.setValue ?? value?.value) : value?.setValue;
    expect([config.name, kept]).toEqual([config.name, write.value]);
    done.push(config.name);
  }
  return done;
}

describe('attributes of TangoTest (C++, IDL 5)', () => {
  let server: DeviceServer;
  let client: TangoClient;
  let device: DeviceProxy;
  beforeAll(async () => {
    server = await startTangoTest(undefined);
    client = new TangoClient();
    device = client.device(server.address());
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('all have a configuration', async () => {
    const configs = await device.attributeConfigs(undefined, within());
    expect(configs.length).toBeGreaterThan(60);
    const named = await device.attributeConfigs(['AMPLI', 'double_scalar_rww'], within());
    expect(named).toMatchObject([
      { name: 'ampli', writable: 'WRITE', dataType: TangoType.DevDouble, dataFormat: 'SCALAR' },
      { name: 'double_scalar_rww', writable: 'READ_WITH_WRITE', writableAttrName: 'double_scalar_w' },
    ]);
  });

  it('are read in one call, each in its place', async () => {
    const configs = await device.attributeConfigs(undefined, within());
    const names = configs.map(({ name }) => name);
    const values = await device.readAttributes(names, { source: 'DEV' }, within());
    expect(values.map(({ name }) => name)).toEqual(names);
    const failed = values.filter(({ errors }) => errors.length > 0).map(({ name }) => name);
    expect(failed).toEqual(['no_value', 'throw_exception'].filter((name) => names.includes(name)));
    expect(values.filter(({ value }) => value !== undefined)).toHaveLength(names.length - failed.length);
  });

  it('are written and read back, whatever the type and format', async () => {
    const configs = await device.attributeConfigs(undefined, within());
    const writable = configs.filter(
      // TangoTest dies of any client's write to this one.
      (each) => (each.writable === 'READ_WRITE' || each.writable === 'WRITE') && each.name !== 'long_image',
    );
    const done = await writeAndReadAll(device, writable);
    expect(done.length).toBeGreaterThanOrEqual(30);
  });

  it('keep a bad one to itself', async () => {
    const [good, bad] = await device.readAttributes(['double_scalar', 'no_such'], {}, within());
    expect(good?.errors).toEqual([]);
    expect(bad?.errors[0]).toMatchObject({ reason: 'API_AttrNotFound', severity: 'ERR' });
    expect(bad?.value).toBeUndefined();
  });

  it('are written and read with nothing in between', async () => {
    const [config] = await device.attributeConfigs(['short_scalar'], within());
    const write = attributeWrite(config as AttributeConfig, 77);
    const [value] = await device.writeReadAttributes([write], ['short_scalar'], within());
    expect(value?.setValue).toEqual(Int16Array.of(77));
  });

  it('of which several fail in one write are named, and the others are written', async () => {
    const writes = [shortWrite('short_scalar_rww', 1), shortWrite('short_scalar', 5), shortWrite('no_such', 1)];
    const error = await rejection(device.writeAttributes(writes, within()));
    expect(error).toBeInstanceOf(MultiDevFailed);
    expect(error).toMatchObject({
      code: 'TANGO.DEV_FAILED',
      attributes: [
        { name: 'short_scalar_rww', index: 0, errors: [{ reason: 'API_AttrNotWritable' }] },
        { name: 'no_such', index: 2, errors: [{ reason: 'API_AttrNotFound' }] },
      ],
    });
    expect(String(error)).toMatch(/API_AttrNotWritable: short_scalar_rww: [^]*API_AttrNotFound: no_such: /);
  });
});

describe('attributes of a PyTango server (IDL 6)', () => {
  let server: DeviceServer;
  let client: TangoClient;
  let device: DeviceProxy;
  beforeAll(async () => {
    server = await startPyServer('all_types.py', { devices: [{ name: 'Test/All/1', class: 'AllTypes' }] });
    client = new TangoClient();
    device = client.device(server.address());
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('of every type, format and access arrive at the server as they left', async () => {
    const configs = await device.attributeConfigs(undefined, within());
    const writable = configs.filter((each) => each.writable === 'READ_WRITE');
    expect(new Set(writable.map(({ dataType }) => dataType))).toEqual(new Set(Object.keys(EDGES).map(Number)));
    await writeAndReadAll(device, writable);
    for (const config of configs.filter((each) => each.writable === 'WRITE')) {
      await device.writeAttributes([attributeWrite(config, edge(config))], within());
    }
    expect(await device.command('Stored', 'long64_scalar_wo', undefined, within())).toContain('-9223372036854775808');
    expect(await device.command('Stored', 'string_spectrum_wo', undefined, within())).toContain('caf\u00e9');
  });

  it('come with state and status, which are no commands and need no rights', async () => {
    expect(await device.state(within())).toBe('ON');
    expect(await device.status(within())).toBe('All types are served.');
    const [state] = await device.readAttributes(['State'], {}, within());
    expect(state?.value).toEqual(['ON']);
  });

  it('are kept as they were when the caller reuses its array', async () => {
    const value = Int32Array.of(1, 2, 3);
    const write = {
      name: 'long_spectrum',
      dataType: TangoType.DevLong,
      dataFormat: 'SPECTRUM',
      dim: { x: 3, y: 0 },
    } as const;
    const written = device.writeAttributes([{ ...write, value }], within());
    value.fill(9);
    await written;
    const [read] = await device.readAttributes(['long_spectrum'], {}, within());
    expect(read?.value).toEqual(Int32Array.of(1, 2, 3));
  });
});
