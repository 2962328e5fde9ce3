import { TangoClient, TangoType } from '@devgen/runtime/tango';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demo } from '../../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { ask, PYTANGOS } from './clients/run.ts';

interface Swept {
  readonly class: string;
  readonly idl: number;
  readonly readings: Readonly<Record<string, unknown>>;
  readonly commands: Readonly<Record<string, string>>;
}

interface Sweep {
  readonly devices: Readonly<Record<string, Swept>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly defined: readonly string[];
  readonly properties: readonly string[];
}

describe.each(PYTANGOS)('the demo facility, seen by PyTango (%s)', (python) => {
  let sweep: Sweep;

  beforeAll(async () => {
    const facility = await startFacility(demo);
    sweep = await ask<Sweep>(facility, 'sweep.py', { python });
    await facility.close();
  });

  it('has devices of several classes, one that never ran, aliases and properties', () => {
    const devices = Object.entries(sweep.devices).map(([name, each]) => [name, each.class, each.idl]);
    expect(devices).toEqual([
      // The old PyTango speaks no more than IDL 5, to which this device answers too.
      ['lab/camera/1', 'SimCamera', python === 'debian' ? 5 : 6],
      ['lab/motor/x', 'SimMotor', 5],
      ['lab/motor/y', 'SimMotor', 5],
      ['lab/power/1', 'SimPowerSupply', 5],
      ['lab/power/2', 'SimPowerSupply', 5],
      ['lab/temperature/1', 'SimThermometer', 5],
      ['lab/temperature/2', 'SimThermometer', 5],
      ['sys/tg_test/1', 'TangoTest', 5],
    ]);
    expect(sweep.aliases).toEqual({
      cam: 'lab/camera/1',
      coil: 'lab/power/1',
      mot_x: 'lab/motor/x',
      mot_y: 'lab/motor/y',
    });
    expect(sweep.defined).toEqual(['lab/valve/1']);
    expect(sweep.properties).toEqual(['coil', 'oil', 'yoke']);
  });

  it('has two shapes of one class', () => {
    const shapes = [1, 2].map((n) => Object.keys(sweep.devices[`lab/temperature/${n}`]!.readings));
    expect(shapes).toEqual([
      ['channels', 'temperature_air', 'temperature_water', 'State', 'Status'],
      ['channels', 'temperature_coil', 'temperature_oil', 'temperature_yoke', 'State', 'Status'],
    ]);
  });

  it('sends of every attribute what it announced, with a time', () => {
    const readings = Object.values(sweep.devices).flatMap((each) => Object.entries(each.readings));
    expect(readings.length).toBeGreaterThan(100);
    const odd = readings.filter(([, reading]) => typeof reading === 'string');
    expect(odd).toEqual([
      ['no_value', 'API_AttrValueNotSet'],
      ['throw_exception', 'exception test'],
    ]);
    for (const [name, reading] of readings.filter((each) => !odd.includes(each))) {
      expect([name, reading]).toEqual([
        name,
        expect.objectContaining({ typed: true, formatted: true, fits: true, now: true, quality: 'ATTR_VALID' }),
      ]);
    }
  });

  it('runs every command', () => {
    const outcomes = Object.values(sweep.devices).flatMap((each) => Object.entries(each.commands));
    expect(outcomes.length).toBeGreaterThan(60);
    expect(outcomes.filter(([, outcome]) => outcome !== 'done')).toEqual([]);
  });
});

const reasonOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: { readonly reason?: string }) => error.reason,
  );

describe('what moves in the demo facility', () => {
  let now = 1_700_000_000_000;
  let facility: Facility;
  let client: TangoClient;

  beforeAll(async () => {
    facility = await startFacility(demo, { clock: () => now });
    client = new TangoClient({ tangoHost: facility.tangoHost, environment: {} });
  });
  beforeEach(async () => {
    for (const name of ['lab/motor/x', 'lab/power/1', 'lab/camera/1']) await client.device(name).command('Init');
  });
  afterAll(async () => {
    await client.close();
    await facility.close();
  });

  const read = async (device: string, ...names: readonly string[]): Promise<readonly unknown[]> => {
    const values = await client.device(device).readAttributes(names);
    return values.map(({ value, errors }) => value?.[0] ?? errors[0]?.reason);
  };
  it('is a function of the time: an axis travels with its velocity, in state MOVING', async () => {
    const axis = client.device('lab/motor/x');
    await axis.writeAttribute('position', 10);
    expect(await read('lab/motor/x', 'position', 'State')).toEqual([0, 'MOVING']);
    now += 1_000;
    const [moving] = await axis.readAttributes(['position']);
    expect(moving).toMatchObject({ quality: 'ATTR_CHANGING', timeNs: BigInt(now) * 1_000_000n });
    expect([moving!.value?.[0], moving!.setValue?.[0]]).toEqual([5, 10]);
    expect(await axis.status()).toBe('Moving to 10 mm');
    now += 5_000;
    expect(await read('lab/motor/x', 'position', 'State', 'encoder')).toEqual([10, 'ON', 10_000n]);
    await axis.writeAttribute('velocity', 2);
    await axis.command('MoveRelative', -4);
    now += 1_000;
    await axis.command('Stop');
    expect(await read('lab/motor/x', 'position', 'State')).toEqual([8, 'ON']);
    await axis.command('DefinePosition', 0);
    expect(await read('lab/motor/x', 'position')).toEqual([0]);
  });

  it('keeps to limits, and an axis that moves has no position to be defined', async () => {
    const axis = client.device('lab/motor/x');
    expect(await reasonOf(axis.writeAttribute('position', 51))).toBe('API_WAttrOutsideLimit');
    expect(await reasonOf(axis.command('MoveRelative', 60))).toBe('Motor_LimitSwitch');
    await axis.writeAttribute('position', 50);
    expect(await reasonOf(axis.command('DefinePosition', 0))).toBe('API_CommandNotAllowed');
    now += 60_000;
    const [switches] = await axis.readAttributes(['limit_switches']);
    expect(switches?.value).toEqual([false, true]);
  });

  it('ramps a current, into alarm, until the interlock trips', async () => {
    const supply = client.device('lab/power/1');
    expect(await supply.state()).toBe('OFF');
    await supply.command('On');
    await supply.writeAttribute('current', 9);
    now += 2_000;
    expect(await read('lab/power/1', 'current', 'voltage', 'State')).toEqual([2, 5, 'ON']);
    now += 7_000;
    const [current] = await supply.readAttributes(['current']);
    expect(current).toMatchObject({ quality: 'ATTR_WARNING' });
    expect([await supply.state(), await supply.status()]).toEqual([
      'ALARM',
      'The device is in ALARM state.\nWarning : Value too high for Coil current',
    ]);
    await supply.command('TripInterlock');
    expect(await read('lab/power/1', 'current', 'interlock', 'State')).toEqual([0, true, 'FAULT']);
    expect(await reasonOf(supply.command('On'))).toBe('API_CommandNotAllowed');
    expect(await reasonOf(supply.writeAttribute('current', 1))).toBe('PowerSupply_Interlock');
    await supply.command('Reset');
    expect(await reasonOf(supply.command('On'))).toBe('done');
    await supply.writeAttribute('mode', 1);
    expect(await read('lab/power/1', 'mode')).toEqual([1]);
    expect(await reasonOf(supply.writeAttribute('mode', 2))).toBe('API_WAttrOutsideLimit');
  });

  it('takes frames: images, their sums, and the same encoded', async () => {
    const camera = client.device('lab/camera/1');
    const types = { inType: TangoType.DevVoid, outType: TangoType.DevULong64 };
    expect(await camera.command('Snap', undefined, types)).toBe(1n);
    await camera.command('Start');
    now += 1_050;
    expect(await read('lab/camera/1', 'frame_number', 'State')).toEqual([11n, 'RUNNING']);
    await camera.writeAttribute('exposure', 0.5);
    now += 1_000;
    expect(await read('lab/camera/1', 'frame_number')).toEqual([13n]);
    const [image, profile, frame] = await camera.readAttributes(['image', 'profile', 'frame']);
    expect(image?.dim).toEqual({ x: 64, y: 48 });
    const pixels = Array.from(image!.value as Uint16Array);
    const first = pixels.filter((_, at) => at % 64 === 0).reduce((sum, pixel) => sum + pixel, 0);
    expect(profile?.value?.[0]).toBe(first);
    expect(Math.max(...pixels)).toBeGreaterThan(500);
    expect(frame?.value).toEqual([
      { format: 'GRAY8', data: Uint8Array.from(pixels, (pixel) => Math.min(255, pixel >> 2)) },
    ]);
    now += 5_000;
    const [later] = await camera.readAttributes(['image']);
    expect(later?.value).not.toEqual(image?.value);
  });

  it('is the same in another facility at the same time', async () => {
    const twin = await startFacility(demo, { clock: () => now });
    const other = new TangoClient({ tangoHost: twin.tangoHost, environment: {} });
    for (const [device, name] of [
      ['sys/tg_test/1', 'wave'],
      ['sys/tg_test/1', 'long_spectrum_ro'],
      ['lab/temperature/2', 'temperature_oil'],
    ] as const) {
      const [[ours], [theirs]] = await Promise.all([
        client.device(device).readAttributes([name]),
        other.device(device).readAttributes([name]),
      ]);
      expect(theirs).toEqual(ours);
    }
    await other.close();
    await twin.close();
  });
});
