import { connectAll, type Connector, deadline, defineDevice, type Reading } from '@devgen/runtime';
import { tango, TangoClient } from '@devgen/runtime/tango';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startPyServer } from '../../../peers/py-server.ts';

const labels = ['Idle', 'Running fast', 'Say "hi"', "it's", 'Fault'] as const;
const Configured = defineDevice({
  id: 'tango:Configured',
  members: {
    current: { kind: 'rw', source: 'current', type: 'f64' },
    flux: { kind: 'rw', source: 'flux', type: 'f64[]' },
    secret: { kind: 'r', source: 'secret', type: 'i64' },
  },
});
const AllTypes = defineDevice({
  id: 'tango:AllTypes',
  members: {
    mode: { kind: 'rw', source: 'enum_scalar', type: 'enum', labels },
    modes: { kind: 'rw', source: 'enum_spectrum', type: 'enum[]', labels },
    text: { kind: 'rw', source: 'string_scalar', type: 'str' },
    row: { kind: 'rw', source: 'double_spectrum', type: 'f64[]' },
    image: { kind: 'rw', source: 'ulong64_image', type: 'u64[][]' },
    stored: { kind: 'command', source: 'Stored', in: 'str', out: 'str' },
    count: { kind: 'command', source: 'Count', in: 'str', out: 'i64' },
  },
});

let server: DeviceServer;
let connector: Connector;
let all: InstanceType<typeof AllTypes>;

/** A device on a server of its own, and a connector that polls it often. */
async function connectorOf(of: DeviceServer): Promise<Connector> {
  return tango(`tango://${of.host}:${of.port}#dbase=no`, { environment: {}, period: 10 });
}

beforeAll(async () => {
  server = await startPyServer('all_types.py', { devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
  connector = await connectorOf(server);
  ({ all } = await connectAll({ all: new AllTypes('test/all/1') }, { via: [connector] }));
});
afterAll(async () => {
  await connector.close();
  await server.stop();
});

async function next<T>(readings: AsyncIterator<Reading<T>>): Promise<T> {
  const { value, done } = await readings.next();
  if (done || !value.ok) throw new Error('no value');
  return value.value;
}

describe('what the server says of an attribute', () => {
  it('is in its description: unit, precision, every kind of limits, largest extents', async () => {
    const own = await startPyServer('configured.py', { devices: [{ name: 'test/configured/1', class: 'Configured' }] });
    const via = await connectorOf(own);
    const { x } = await connectAll({ x: new Configured('test/configured/1') }, { via: [via] });
    const { current, flux, secret } = x;
    expect(await current.describe()).toEqual({
      source: current.source,
      dtype: 'number',
      dtype_numpy: '<f8',
      shape: [],
      units: 'A',
      precision: 3,
      limits: {
        control: { low: -10, high: 10 },
        warning: { low: -9, high: 9 },
        alarm: { low: -9.5, high: 9.5 },
      },
    });
    expect(await flux.describe()).toMatchObject({ dtype: 'array', shape: [null], units: 'V.s' });
    expect(flux.meta).toMatchObject({ maxShape: [8], limits: { control: { low: 0, high: 5 } } });
    expect(secret.meta).toMatchObject({ expert: true, units: '\u00b0C' });
    expect(current.meta).toMatchObject({
      rds: { value: 0.5, milliseconds: 500 },
      label: 'Coil current',
      description: 'Current through the coil.\nWritten values are ramped.',
    });
    await via.close();
    await own.stop();
  });
});

describe('an enum', () => {
  it('is stored at the server by the number of its label, alone and in a row', async () => {
    await all.mode.set("it's");
    await all.modes.set(['Fault', 'Idle']);
    expect(await all.stored.execute('enum_scalar')).toBe('3');
    expect(await all.stored.execute('enum_spectrum')).toMatch(/\[4,? 0\]/);
  });

  it('is told by its label when another client wrote a number', async () => {
    const client = new TangoClient({ environment: {} });
    const io = deadline(5_000);
    await client.device(server.address()).writeAttribute('enum_scalar', 2, io);
    expect(await all.mode.get({ fresh: true })).toBe('Say "hi"');
    io.done();
    await client.close();
  });
});

describe('what is observed', () => {
  it('is told when a text, a row or an image changed, and not when it did not', async () => {
    await Promise.all([
      all.text.set('one'),
      all.row.set(Float64Array.of(1, 1.5)),
      all.image.set({ shape: [1, 2], data: BigUint64Array.of(1n, 2n ** 64n - 1n) }),
    ]);
    const [text, row, image] = [all.text.observe(), all.row.observe(), all.image.observe()];
    expect(await next(text)).toBe('one');
    expect(await next(row)).toEqual(Float64Array.of(1, 1.5));
    expect(await next(image)).toEqual({ shape: [1, 2], data: BigUint64Array.of(1n, 2n ** 64n - 1n) });
    const polled = await all.count.execute('read double_spectrum');
    while ((await all.count.execute('read double_spectrum')) < polled + 3n);
    // By now the same values were read several times: what is told next is what changes next.
    await all.row.set(Float64Array.of(1, 2));
    await all.text.set('two');
    await all.image.set({ shape: [2, 1], data: BigUint64Array.of(1n, 2n ** 64n - 1n) });
    expect(await next(row)).toEqual(Float64Array.of(1, 2));
    expect(await next(text)).toBe('two');
    expect(await next(image)).toEqual({ shape: [2, 1], data: BigUint64Array.of(1n, 2n ** 64n - 1n) });
    await Promise.all([text.return?.(), row.return?.(), image.return?.()]);
  });
});
