import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributeWrite, type AttributeConfig, type DeviceProxy, TangoClient, TangoType } from '@devgen/runtime/tango';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startJTango } from '../../../peers/jtango.ts';
import { startProxy } from '../../../peers/proxy.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../../peers/tango-database.ts';
import { rejection, within, withClient } from './with-client.ts';

let db: TangoDatabase;
let client: TangoClient;
beforeAll(async () => {
  db = await startPyTangoDatabase();
  client = new TangoClient({ tangoHost: db.tangoHost });
  await startPyServer('old_idl.py', {
    db,
    python: 'debian',
    devices: [
      { name: 'test/old/3', class: 'Old3' },
      { name: 'test/old/4', class: 'Old4' },
    ],
  });
});
afterAll(async () => {
  await client.close();
  await db.stop();
});

const shortWrite = (name: string, value: number) =>
  ({
    name,
    dataType: TangoType.DevDouble,
    dataFormat: 'SCALAR',
    value: Float64Array.of(value),
    dim: { x: 1, y: 0 },
  }) as const;

describe.each([3, 4])('a device of IDL %i', (idl) => {
  const device = (): DeviceProxy => client.device(`test/old/${idl}`);

  it('is known by its object reference', async () => {
    expect(await device().idl(within())).toBe(idl);
    expect(await device().info(within())).toMatchObject({ class: `Old${idl}`, server: 'old_idl/test' });
  });

  it('has configurations, with defaults for what it does not say', async () => {
    const configs = await device().attributeConfigs(undefined, within());
    expect(configs.find(({ name }) => name === 'position')).toMatchObject({
      unit: 'mm',
      minValue: '-100',
      memorized: false,
      enumLabels: [],
      rootAttrName: '',
    });
    expect((await device().commandInfos(within())).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Twice', 'Fail', 'State']),
    );
  });

  it('gives and takes every type in every format', async () => {
    const configs = (await device().attributeConfigs(undefined, within())).filter(({ name }) =>
      /_(scalar|spectrum|image)$/.test(name),
    );
    expect(configs.length).toBe(36);
    const names = configs.map(({ name }) => name);
    const before = await device().readAttributes(names, { source: 'DEV' }, within());
    const written: unknown[] = [];
    for (const [i, config] of configs.entries()) {
      expect(before[i], config.name).toMatchObject({ errors: [], quality: 'ATTR_VALID' });
      const write = sameAgain(config, before[i]?.value, before[i]?.dim);
      await device().writeAttributes([write], within());
      written.push(write.value);
    }
    const after = await device().readAttributes(names, { source: 'DEV' }, within());
    expect(after.map(({ value }) => value)).toEqual(written);
    expect(after.map(({ setValue }) => setValue)).toEqual(written);
  });

  it('runs commands, and fails in the words of the server', async () => {
    expect(await device().command('Twice', [1, 2.5], undefined, within())).toEqual(Float64Array.of(2, 5));
    expect(await rejection(device().command('Fail', undefined, undefined, within()))).toMatchObject({
      code: 'TANGO.DEV_FAILED',
      reason: 'Old_Reason',
    });
    const [failing] = await device().readAttributes(['failing'], {}, within());
    expect(failing?.errors[0]).toMatchObject({ reason: 'Old_Reason', description: 'It never worked' });
    expect(await rejection(device().writeAttributes([shortWrite('position', 500)], within()))).toMatchObject({
      reason: 'API_WAttrOutsideLimit',
    });
  });

  it('writes and reads with two calls', async () => {
    const [value] = await device().writeReadAttributes([shortWrite('position', idl)], ['position'], within());
    expect(value).toMatchObject({ value: Float64Array.of(idl), setValue: Float64Array.of(idl) });
  });
});

function sameAgain(config: AttributeConfig, value: unknown, dim: { x: number; y: number } | undefined) {
  const flat = Array.from(value as ArrayLike<unknown>);
  // Not a number is no value that these servers take.
  if (config.name === 'double_image') return attributeWrite(config, [[1e-300, -1e300]]);
  if (config.dataFormat === 'SCALAR') return attributeWrite(config, flat[0]);
  if (config.dataFormat === 'SPECTRUM') return attributeWrite(config, flat);
  const { x, y } = dim ?? { x: 0, y: 0 };
  return attributeWrite(
    config,
    Array.from({ length: y }, (_, row) => flat.slice(row * x, (row + 1) * x)),
  );
}

describe('a device of IDL 2', () => {
  it('is refused by name of its version', async () => {
    const [known] = (await client.database().devices(within())).filter(({ name }) => name === 'test/old/3');
    const ior = known?.ior.replace(hex('Device_3'), hex('Device_2')) ?? '';
    const device = client.device('test/old/3', { ...known!, ior });
    expect(await rejection(device.ping(within()))).toMatchObject({
      code: 'TANGO.PROTOCOL',
      actual: '2',
      message: expect.stringContaining('versions 3 to 6'),
    });
  });
});

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

describe('a device of IDL 6', () => {
  let server: DeviceServer;
  beforeAll(async () => {
    server = await startPyServer('all_types.py', { db, devices: [{ name: 'test/all/6', class: 'AllTypes' }] });
  });

  it('tells the versions of its libraries', async () => {
    const device = client.device('test/all/6');
    expect(await device.idl(within())).toBe(6);
    const { versions } = await device.info(within());
    expect(versions.get('cppTango')).toMatch(/^10\./);
  });

  it('is reached by a row of the database without asking it again', async () => {
    const known = (await client.database().devices(within())).find(({ name }) => name === 'test/all/6');
    const proxy = await startProxy(2);
    await withClient({ tangoHost: db.tangoHost, connectVia: proxy.connectVia }, async (fresh) => {
      const device = fresh.device('test/all/6', known);
      await device.attributeConfigs(undefined, within());
      await device.commandInfos(within());
    });
    expect(proxy.operations({ only: server })).toEqual({ get_attribute_config_5: 1, command_list_query_2: 1 });
    expect(proxy.operations({ except: server })).toEqual({});
    await proxy.stop();
  });

  it('is told by its alias, whose true name everything else uses', async () => {
    const aliased = client.device('sys/database/2');
    await aliased.command('DbPutDeviceAlias', ['test/all/6', 'Six'], undefined, within());
    const device = client.device('six');
    expect(await device.location(within())).toMatchObject({ name: 'test/all/6', class: 'AllTypes', idl: 6 });
    expect(device.address).toBe(`tango://${db.tangoHost}/six`);
  });
});

describe('a server without a database', () => {
  it('takes one question more, whatever the case of the name', async () => {
    const server = await startPyServer('all_types.py', { devices: [{ name: 'Test/NoDB/1', class: 'AllTypes' }] });
    const proxy = await startProxy(1);
    await withClient({ connectVia: proxy.connectVia }, async (fresh) => {
      const device = fresh.device(server.address('TEST/NODB/1'));
      await device.attributeConfigs(undefined, within());
      await device.commandInfos(within());
      await device.writeAttribute('double_scalar', 2, within());
      expect(await device.access(within())).toBe('write');
    });
    expect(proxy.operations()).toEqual({
      _is_a: 1,
      get_attribute_config_5: 2,
      command_list_query_2: 1,
      write_attributes_4: 1,
    });
    await proxy.stop();
    await server.stop();
  });

  it('says of a device that it does not have', async () => {
    const server = await startPyServer('all_types.py', { devices: [{ name: 'test/nodb/1', class: 'AllTypes' }] });
    const error = await rejection(client.device(server.address('test/nodb/2')).ping(within()));
    expect(error).toMatchObject({ code: 'TANGO.SYSTEM', exception: 'OBJECT_NOT_EXIST' });
    expect(String(error)).toContain('test/nodb/2');
    await server.stop();
  });
});

describe('a Java server, whose replies are big-endian', () => {
  let device: DeviceProxy;
  beforeAll(async () => {
    await startJTango({ db, devices: ['test/java/1'] });
    device = client.device('test/java/1');
  });

  it('is read, written and commanded', async () => {
    expect(await device.idl(within())).toBe(5);
    const names = ['gap', 'longScalar', 'long64Spectrum', 'floatSpectrum', 'longImage', 'stringScalar', 'State'];
    const values = await device.readAttributes(names, { source: 'DEV' }, within());
    expect(values.map(({ value, errors }) => [value, errors])).toEqual([
      [Float64Array.of(12.5), []],
      [Int32Array.of(-(2 ** 31)), []],
      [BigInt64Array.of(-(2n ** 63n), 0n, 2n ** 63n - 1n), []],
      [Float32Array.of(-1.5, 0, 3.25), []],
      [Int32Array.of(1, 2, 3, 4, 5, 6), []],
      [['caf\u00e9'], []],
      [['ON'], []],
    ]);
    await device.writeAttribute('gap', 20.25, within());
    const [gap] = await device.readAttributes(['gap'], { source: 'DEV' }, within());
    expect(gap?.value).toEqual(Float64Array.of(20.25));
    expect(await device.command('echoString', 'd\u00e9j\u00e0', undefined, within())).toBe('d\u00e9j\u00e0');
    expect(await device.command('doubled', [1, 2], undefined, within())).toEqual(Float64Array.of(2, 4));
    expect(await device.command('negated', 2n ** 62n, undefined, within())).toBe(-(2n ** 62n));
  });

  it('fails with its reason', async () => {
    expect(await rejection(device.command('fail', undefined, undefined, within()))).toMatchObject({
      code: 'TANGO.DEV_FAILED',
      message: expect.stringContaining('the jaws are stuck'),
    });
    expect(await rejection(device.writeAttribute('gap', 51, within()))).toMatchObject({
      message: expect.stringContaining('API_WAttrOutsideLimit'),
    });
  });
});
