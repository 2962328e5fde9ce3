import { type Connector, type Device, openDevice, type SignalRW } from '@devgen/runtime';
import { compareSettings, parseSettings, printSettings, restoreSettings, saveSettings } from '@devgen/runtime/settings';
import { tango } from '@devgen/runtime/tango';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startPyServer } from '../../../peers/py-server.ts';

let server: DeviceServer;
let connector: Connector;
let device: Device;

beforeAll(async () => {
  server = await startPyServer('all_types.py', { devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
  connector = tango(`tango://${server.host}:${server.port}#dbase=no`);
  device = await openDevice('test/all/1', { via: [connector] });
});
afterAll(async () => {
  await connector.close();
  await server.stop();
});

/** The server shows a NaN there, and takes none. */
const refused = 'double_image';

/** Another value of the same type. */
function other(signal: SignalRW<unknown>, value: unknown): unknown {
  if (signal.type === 'enum') return signal.meta.labels!.find((label) => label !== value);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'bigint') return value === 3n ? 4n : 3n;
  if (typeof value === 'number') return value === 3 ? 4 : 3;
  if (typeof value === 'string') return `${value}!`;
  const { data } = value as { readonly data?: { slice(from: number, to: number): unknown } };
  if (signal.type === 'encoded') return { format: 'other', data: Uint8Array.of(9) };
  if (data !== undefined) return { shape: [1, 1], data: data.slice(0, 1) };
  return (value as readonly unknown[]).slice(0, 1);
}

async function writes(path: string): Promise<number> {
  const count = device.$extras.get('Count()') as unknown as { execute(of: string): Promise<unknown> };
  return Number(await count.execute(`write ${path}`));
}

describe('the settings of a Tango device of every type', () => {
  it.each([
    ['JSON', printSettings, parseSettings],
    [
      'YAML',
      (settings: object) => printSettings({ ...settings }, stringify),
      (text: string) => parseSettings(text, parse),
    ],
  ] as const)('are saved to %s, and what changed is written back', async (_, print, read) => {
    const saved = await saveSettings(device, { ignore: [refused] });
    const paths = Object.keys(saved);
    expect(paths.length).toBeGreaterThan(35);
    const text = print(saved);
    for (const path of paths) {
      const signal = device.$extras.get(path) as SignalRW<unknown>;
      await signal.set(other(signal, saved[path]));
    }
    const differences = await compareSettings(device, read(text), { ignore: [refused] });
    expect(differences.map(({ path, kind }) => `${path} ${kind}`)).toEqual(paths.map((path) => `${path} differs`));

    const [first = ''] = paths;
    const before = await writes(first);
    expect((await restoreSettings(device, read(text))).written.toSorted()).toEqual(paths.toSorted());
    expect(await compareSettings(device, saved, { ignore: [refused] })).toEqual([]);
    expect(await writes(first)).toBe(before + 1);
    expect((await restoreSettings(device, read(text))).written).toEqual([]);
    expect(await writes(first)).toBe(before + 1);
  });

  it('are written as far as the server takes them', async () => {
    const saved = await saveSettings(device);
    const [image, scalar] = [refused, 'double_scalar'].map((path) => device.$extras.get(path) as SignalRW<unknown>);
    await image!.set({ shape: [1, 1], data: Float64Array.of(1) });
    await scalar!.set(-1);
    await expect(restoreSettings(device, saved)).rejects.toMatchObject({
      code: 'SETTINGS.NOT_RESTORED',
      message: expect.stringContaining(`${refused}: VALUE.TYPE NaN`),
      written: ['double_scalar'],
    });
    expect(await scalar!.get()).toBe(saved['double_scalar']);
  });
});
