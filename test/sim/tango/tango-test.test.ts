import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { type DebianDatabase, startDebianDatabase } from '../../peers/debian-database.ts';
import { startTangoTest } from '../../peers/tango-test.ts';
import { ask, PYTANGOS } from './clients/run.ts';

interface Interface {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly commands: Readonly<Record<string, unknown>>;
  readonly order: readonly [readonly string[], readonly string[]];
}

const TANGO_TEST = 'sys/tg_test/1';
/** Newer TangoTests have them, Debian's has not. */
const NEWER = ['enum_scalar', 'enum_scalar_ro'];
/** They end the process, which is nothing that anybody needs of a double. */
const DEADLY = ['CrashFromDevelopperThread', 'CrashFromOmniThread'];

function without<T>(record: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

describe.each(PYTANGOS)('to PyTango (%s) our TangoTest is the real one', (python) => {
  let db: DebianDatabase;
  let facility: Facility;

  /** The same of both: the real one's answer and ours. */
  const askBoth = <T>(script: string, ...args: readonly string[]): Promise<[T, T]> =>
    Promise.all([
      ask<T>(db, script, { python, args: [TANGO_TEST, 'sys/access_control/1', ...args] }),
      ask<T>(facility, script, { python, args: [TANGO_TEST, 'lab/valve/1', ...args] }),
    ]);

  beforeAll(async () => {
    db = await startDebianDatabase();
    await startTangoTest(db);
    facility = await startFacility(demo);
  });
  afterAll(async () => {
    await facility.close();
    await db.stop();
  });

  it('in every field of every attribute and command, and in what the device says of itself', async () => {
    const [real, ours] = await askBoth<Interface>('interface.py');
    expect(Object.keys(real.attributes).length).toBeGreaterThan(60);
    expect({ ...ours, attributes: without(ours.attributes, NEWER), order: [] }).toEqual({
      ...real,
      commands: without(real.commands, DEADLY),
      order: [],
    });
    const [attributes, commands] = real.order;
    expect(ours.order[0].filter((name) => !NEWER.includes(name))).toEqual(attributes);
    expect(ours.order[1]).toEqual(commands.filter((name) => !DEADLY.includes(name)));
    expect(NEWER.filter((name) => name in ours.attributes)).toEqual(NEWER);
  });

  it('in type, shape, quality, dimensions, set value and time of every reading', async () => {
    const [real, ours] = await askBoth<Readonly<Record<string, unknown>>>('values.py');
    expect(Object.keys(real).length).toBeGreaterThan(60);
    expect(without(ours, NEWER)).toEqual(real);
  });

  it('in the outcome of writes and commands', async () => {
    const [real, ours] = await askBoth<readonly unknown[]>('calls.py');
    expect(real.length).toBeGreaterThan(60);
    expect(ours).toEqual(real);
  });

  it('in the reasons for which it refuses', async () => {
    const [real, ours] = await askBoth<readonly unknown[]>('failures.py');
    expect(real.length).toBeGreaterThan(20);
    expect(JSON.stringify(real)).not.toContain('no error');
    expect(ours).toEqual(real);
  });

  it('in what its black box and its admin device tell', async () => {
    const [real, ours] = await askBoth<object>('admin.py');
    expect(ours).toEqual(real);
  });

  it('in the commands of its admin device, as far as it has them', async () => {
    const args = ['dserver/TangoTest/test'];
    const [real, ours] = await Promise.all(
      [db, facility].map((host) => ask<Interface>(host, 'interface.py', { python, args })),
    );
    const commands = Object.entries(ours!.commands);
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) expect(Object.entries(real!.commands)).toContainEqual(command);
    expect(ours!.attributes).toEqual(real!.attributes);
  });
});
