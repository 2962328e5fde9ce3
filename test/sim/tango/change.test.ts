import { type Location, TangoClient } from '@devgen/runtime/tango';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demo, upgradedDemo } from '../../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { ask } from './clients/run.ts';
import { lifecycle } from './classes/lifecycle.ts';

interface Swept {
  readonly readings: Readonly<Record<string, unknown>>;
  readonly units: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

interface Sweep {
  readonly devices: Readonly<Record<string, Swept>>;
  readonly aliases: Readonly<Record<string, string>>;
}

let facility: Facility;
let client: TangoClient;

beforeEach(async () => {
  facility = await startFacility(demo);
  client = new TangoClient({ tangoHost: facility.tangoHost, environment: {} });
});
afterEach(async () => {
  await client.close();
  await facility.close();
});

/** Afresh, whatever this client knew before. */
async function locate(device: string): Promise<Location> {
  const other = new TangoClient({ tangoHost: facility.tangoHost, environment: {} });
  const location = await other.device(device).location();
  await other.close();
  return location;
}

const placeOf = ({ ref }: Location): string => `${ref.port} ${Buffer.from(ref.key).toString('hex')}`;

describe('the upgrade of the demo facility', () => {
  it('shows PyTango an attribute less, one renamed, another unit and type, one label and one device more, one device less', async () => {
    const before = await ask<Sweep>(facility, 'sweep.py');
    await facility.change(upgradedDemo);
    const after = await ask<Sweep>(facility, 'sweep.py');
    const [old, axis] = [before, after].map(({ devices }) => devices['lab/motor/x']!);
    expect([Object.keys(old!.readings), Object.keys(axis!.readings)]).toEqual([
      ['position', 'velocity', 'acceleration', 'encoder', 'limit_switches', 'State', 'Status'],
      ['position', 'encoder', 'limit_switches', 'speed', 'State', 'Status'],
    ]);
    expect([old!.units['position'], axis!.units['position']]).toEqual(['mm', 'um']);
    expect(after.devices['lab/power/1']!.labels).toEqual({
      mode: ['Constant current', 'Constant voltage', 'Constant power'],
    });
    const names = [before, after].map(({ devices }) => Object.keys(devices));
    expect(names[1]!.filter((name) => !names[0]!.includes(name))).toEqual(['lab/motor/z']);
    expect(names[0]!.filter((name) => !names[1]!.includes(name))).toEqual(['lab/power/2']);
    expect(after.aliases).toEqual({ ...before.aliases, mot_z: 'lab/motor/z' });
    const [gain] = await client.device('lab/camera/1').attributeConfigs(['gain']);
    expect(gain).toMatchObject({ name: 'gain', dataType: 5, writable: 'READ_WRITE' });
  });

  it('moves what changed to another port and key, as a restart does, and nothing else', async () => {
    const changed = ['lab/motor/x', 'lab/power/1', 'lab/camera/1', 'dserver/SimMotor/lab'];
    const others = ['sys/tg_test/1', 'lab/temperature/1'];
    const lost: string[] = [];
    const devices = [...changed, ...others].map((name) => client.device(name));
    for (const device of devices) device.onLost(() => lost.push(device.name));
    await Promise.all(devices.map((device) => device.ping()));
    const before = await Promise.all([...changed, ...others].map(locate));
    await facility.change(upgradedDemo);
    const after = await Promise.all([...changed, ...others].map(locate));
    const moved = after.filter((location, at) => placeOf(location) !== placeOf(before[at]!)).map(({ name }) => name);
    expect(moved).toEqual(changed.map((name) => name.toLowerCase()));
    for (const [at, location] of after.slice(0, changed.length).entries()) {
      expect(location.ref.port).not.toBe(before[at]!.ref.port);
    }
    // A client that was connected finds what moved without being told.
    await Promise.all(devices.map((device) => device.ping()));
    expect(new Set(lost)).toEqual(new Set(changed));
  });

  it('can be taken back, and tells of a device that is gone that it is not there', async () => {
    await facility.change(upgradedDemo);
    await expect(client.device('lab/power/2').ping()).rejects.toMatchObject({ code: 'ADDRESS.UNKNOWN' });
    await facility.change(demo);
    await client.device('lab/power/2').ping();
    await expect(client.device('lab/motor/z').ping()).rejects.toMatchObject({ code: 'ADDRESS.UNKNOWN' });
    const names = (await client.device('lab/motor/x').attributeConfigs()).map(({ name }) => name);
    expect(names).toContain('velocity');
  });
});

describe('a change', () => {
  it('that names something twice, or wrongly, is refused, and everything stays', async () => {
    const device = { name: 'lab/extra/1', class: lifecycle };
    const wrong = [
      { servers: [...demo.servers, { name: 'Extra/1', devices: [device, { ...device, name: 'LAB/extra/1' }] }] },
      { servers: [...demo.servers, ...demo.servers] },
      { servers: [{ name: 'Extra', devices: [device] }] },
      { servers: [{ name: 'Extra/1', devices: [{ ...device, name: 'lab/extra' }] }] },
      { servers: [{ name: 'Extra/1', devices: [{ ...device, alias: 'a/b' }] }] },
    ];
    for (const plan of wrong) await expect(facility.change(plan)).rejects.toThrow(/name|twice/);
    await client.device('lab/motor/x').ping();
  });

  it('waits for the one before it, and the end for both', async () => {
    const steps = [
      facility.change(upgradedDemo),
      facility.change(demo),
      facility.change(upgradedDemo),
      facility.close(),
    ];
    await Promise.all(steps);
    expect(facility.connections).toBe(0);
    await expect(client.device('lab/motor/x').ping()).rejects.toMatchObject({ code: 'CONNECT.FAILED' });
  });

  it('leaves a server of the plan alone, and stops one that is to run no more', async () => {
    const [kept, stopped] = [0, 1].map((n) => ({
      name: `Lifecycle/${n}`,
      devices: [{ name: `test/lifecycle/${n}`, class: lifecycle }],
    }));
    await facility.change({ servers: [kept!, stopped!] });
    await client.device('test/lifecycle/0').writeAttribute('number', 7);
    await client.device('test/lifecycle/1').ping();
    await facility.change({ servers: [kept!, { ...stopped!, running: false }] });
    const [number] = await client.device('test/lifecycle/0').readAttributes(['number']);
    expect(number?.value?.[0]).toBe(7);
    await expect(client.device('test/lifecycle/1').ping()).rejects.toThrow(/not running/);
  });
});

describe('an admin device', () => {
  it('restarts one device of its server: anew, under another key, on the same port', async () => {
    const device = client.device('lab/motor/x');
    await device.writeAttribute('velocity', 7);
    const before = await Promise.all(['lab/motor/x', 'lab/motor/y'].map(locate));
    await client.device('dserver/SimMotor/lab').command('DevRestart', 'lab/motor/x');
    const after = await Promise.all(['lab/motor/x', 'lab/motor/y'].map(locate));
    expect(after.map(placeOf)[0]).not.toBe(before.map(placeOf)[0]);
    expect(after.map(placeOf)[1]).toBe(before.map(placeOf)[1]);
    expect(after[0]!.ref.port).toBe(before[0]!.ref.port);
    // The old key is no object any more; the client asks the database again.
    const [velocity] = await device.readAttributes(['velocity']);
    expect(velocity?.value?.[0]).toBe(5);
    await client.device('dserver/SimMotor/lab').command('RestartServer');
    expect(placeOf(await locate('lab/motor/y'))).not.toBe(placeOf(before[1]!));
  });
});
