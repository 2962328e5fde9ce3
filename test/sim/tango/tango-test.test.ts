import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../../src/sim/tango/demo/plan.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { type DebianDatabase, startDebianDatabase } from '../../peers/debian-database.ts';
import { startTangoTest } from '../../peers/tango-test.ts';
import { ask, PYTANGOS } from './clients/run.ts';

interface Interface {
  readonly info: readonly unknown[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly commands: Readonly<Record<string, unknown>>;
  readonly order: readonly [readonly string[], readonly string[]];
}

const TANGO_TEST = 'sys/tg_test/1';
/** Newer TangoTests have them, Debian's has not. */
const NEWER = ['enum_scalar', 'enum_scalar_ro'];
/** They end the process, which is nothing that anybody needs of a double. */
const DEADLY = ['CrashFromDevelopperThread', 'CrashFromOmniThread'];

let db: DebianDatabase;
let facility: Facility;

beforeAll(async () => {
  db = await startDebianDatabase();
  await startTangoTest(db);
  facility = await startFacility(demo);
});
afterAll(async () => {
  await facility.close();
  await db.stop();
});

function without<T>(record: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

describe.each(PYTANGOS)('to PyTango (%s) our TangoTest is the real one', (python) => {
  it('in every field of every attribute and command, and in what the device says of itself', async () => {
    const [real, ours] = await Promise.all(
      [db, facility].map((host) => ask<Interface>(host, 'interface.py', { python, args: [TANGO_TEST] })),
    );
    expect(Object.keys(real!.attributes).length).toBeGreaterThan(60);
    expect({ ...ours, attributes: without(ours!.attributes, NEWER), order: [] }).toEqual({
      ...real,
      commands: without(real!.commands, DEADLY),
      order: [],
    });
    const [attributes, commands] = real!.order;
    expect(ours!.order[0].filter((name) => !NEWER.includes(name))).toEqual(attributes);
    expect(ours!.order[1]).toEqual(commands.filter((name) => !DEADLY.includes(name)));
    expect(NEWER.filter((name) => name in ours!.attributes)).toEqual(NEWER);
  });
});
