import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Command,
  connectAll,
  deadline,
  Device,
  type DeviceSpec,
  elementOf,
  type SignalRW,
  type ValueSpec,
  valueSpecOf,
} from '@devgen/runtime';
import { introspect, tango, TangoClient } from '@devgen/runtime/tango';
import { tangoTest } from '../../../../src/sim/tango/demo/tango-test/tango-test.ts';
import { startFacility } from '../../../../src/sim/tango/facility/facility.ts';
import { startDebianDatabase } from '../../../peers/debian-database.ts';
import { startPyServer } from '../../../peers/py-server.ts';
import { startTangoTest } from '../../../peers/tango-test.ts';
import { allTypes } from '../../../sim/tango/classes/all-types.ts';

/** What the device itself says it has, as a generated class would declare it. */
async function classOf(address: string): Promise<{ new (address: string): Device; readonly spec: DeviceSpec }> {
  const client = new TangoClient();
  const { live } = await introspect(client.device(address), deadline(5_000));
  await client.close();
  return class extends Device {
    static override readonly spec = live.spec;
  };
}

const members = (device: Device): ReadonlyMap<string, SignalRW<unknown> | Command<unknown, unknown>> =>
  new Map(Object.entries(device));

/** Something that a member of this spec takes. */
function sample(spec: ValueSpec | undefined): unknown {
  if (spec === undefined) return undefined;
  const { element, rank } = elementOf(spec.type);
  if (spec.type === 'struct')
    return Object.fromEntries((spec.fields ?? []).map((field) => [field.name, sample(field)] as const));
  const one = scalar(element, spec);
  if (rank === 0) return one;
  const list = arrayOf(element, [one, one]);
  return rank === 1 ? list : { shape: [1, 2], data: list };
}

function scalar(element: string, { labels }: ValueSpec): unknown {
  if (element === 'enum') return labels?.[1];
  if (element === 'bool') return true;
  if (element === 'str') return 'café';
  if (element === 'encoded') return { format: 'raw', data: Uint8Array.of(1, 2, 3) };
  return element === 'i64' || element === 'u64' ? 7n : 7;
}

const ARRAYS: Readonly<Record<string, { from(of: never[]): unknown }>> = {
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
};

function arrayOf(element: string, of: readonly unknown[]): unknown {
  return ARRAYS[element]?.from(of as never[]) ?? of;
}

/** Debian's TangoTest 9.3 ends with a segmentation fault when any client writes it. */
const DEADLY = 'long_image';

interface Facility {
  readonly tangoHost: string;
  stop(): Promise<void>;
}

/** Debian's TangoTest, and a PyTango server of every type. */
async function startReal(): Promise<Facility> {
  const db = await startDebianDatabase();
  await startTangoTest(db);
  await startPyServer('all_types.py', { db, devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
  return db;
}

/** Their doubles. */
async function startSimulated(): Promise<Facility> {
  const facility = await startFacility({
    servers: [
      { name: 'TangoTest/test', devices: [{ name: 'sys/tg_test/1', class: tangoTest }] },
      { name: 'all_types/test', devices: [{ name: 'test/all/1', class: allTypes }] },
    ],
  });
  return { tangoHost: facility.tangoHost, stop: () => facility.close() };
}

describe.each([
  ['real', startReal],
  ['simulated', startSimulated],
])('on a %s facility', (kind, start) => {
  let db: Facility;
  let allTypesAddress: string;

  beforeAll(async () => {
    db = await start();
    allTypesAddress = `tango://${db.tangoHost}/test/all/1`;
  });
  afterAll(() => db.stop());

  describe.each(['live', 'mock'])('TangoTest as a whole, %s', (world) => {
    it('connects, reads every attribute and writes every one that can be written', async () => {
      const address = `tango://${db.tangoHost}/sys/tg_test/1`;
      const connector = tango(db.tangoHost);
      const device = new (await classOf(address))(address);
      await connectAll({ device }, world === 'live' ? { via: [connector] } : { mock: true });
      const failed: string[] = [];
      let written = 0;
      for (const [name, member] of members(device)) {
        if (member.kind === 'command') continue;
        if (member.kind !== ('w' as string)) {
          const reading = await member.reading();
          if (!reading.ok) failed.push(`${name} ${reading.error.code}`);
        }
        if (member.kind === ('r' as string) || (kind === 'real' && world === 'live' && name === DEADLY)) continue;
        const value = sample(Reflect.get(device.constructor, 'spec').members[name]);
        await member.set(value);
        written++;
        if (member.kind === 'rw' && !name.startsWith('throw'))
          expect([name, await member.setpoint()]).toEqual([name, value]);
      }
      // One that always throws and one that never has a value; a mock has both.
      expect(failed.toSorted()).toEqual(
        world === 'live' ? ['no_value TANGO.DEV_FAILED', 'throw_exception TANGO.DEV_FAILED'] : [],
      );
      expect(written).toBeGreaterThan(30);
      expect(members(device).size).toBeGreaterThanOrEqual(90);
      await device.$dispose();
      await connector.close();
    });
  });

  describe('every type of argument', () => {
    it('goes there and back through a command', async () => {
      const connector = tango(db.tangoHost);
      const device = new (await classOf(`tango://${db.tangoHost}/sys/tg_test/1`))('sys/tg_test/1');
      await connectAll({ device }, { via: [connector] });
      let echoed = 0;
      for (const [name, member] of members(device)) {
        if (member.kind !== 'command' || !name.startsWith('dev')) continue;
        const spec = valueSpecOf(Reflect.get(device.constructor, 'spec').members[name].in);
        const value = sample(spec);
        const result = await member.execute(value);
        if (member.in === member.out) expect([name, result]).toEqual([name, value]);
        echoed++;
      }
      expect(echoed).toBeGreaterThan(20);
      await device.$dispose();
      await connector.close();
    });
  });

  describe('every type and format of attribute', () => {
    it('is read back as it was written', async () => {
      const connector = tango(db.tangoHost);
      const device = new (await classOf(allTypesAddress))('test/all/1');
      await connectAll({ device }, { via: [connector] });
      const types = new Set<string>();
      for (const [name, member] of members(device)) {
        if (member.kind !== 'rw') continue;
        const value = sample(Reflect.get(device.constructor, 'spec').members[name]);
        await member.set(value);
        expect([name, await member.get()]).toEqual([name, value]);
        types.add(member.type);
      }
      expect([...types].toSorted()).toMatchInlineSnapshot(`
      [
        "bool",
        "bool[]",
        "bool[][]",
        "encoded",
        "enum",
        "enum[]",
        "enum[][]",
        "f32",
        "f32[]",
        "f32[][]",
        "f64",
        "f64[]",
        "f64[][]",
        "i16",
        "i16[]",
        "i16[][]",
        "i32",
        "i32[]",
        "i32[][]",
        "i64",
        "i64[]",
        "i64[][]",
        "str",
        "str[]",
        "str[][]",
        "u16",
        "u16[]",
        "u16[][]",
        "u32",
        "u32[]",
        "u32[][]",
        "u64",
        "u64[]",
        "u64[][]",
        "u8",
        "u8[]",
        "u8[][]",
      ]
    `);
      await device.$dispose();
      await connector.close();
    });
  });
});
