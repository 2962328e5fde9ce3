import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tangoTest } from '../../../src/sim/tango/demo/tango-test/tango-test.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import type { FacilityPlan } from '../../../src/sim/tango/facility/plan.ts';
import { type DebianDatabase, startDebianDatabase } from '../../peers/debian-database.ts';
import { startTangoTest } from '../../peers/tango-test.ts';
import { guarded } from './classes/guarded.ts';
import { ask, PYTANGOS } from './clients/run.ts';

const run = promisify(execFile);

const named = (name: string) => ({ ...guarded, name });
/** What the schema of Tango's database brings with it. */
const plan: FacilityPlan = {
  servers: [
    { name: 'TangoTest/test', devices: [{ name: 'sys/tg_test/1', class: tangoTest }] },
    {
      name: 'TangoAccessControl/1',
      devices: [{ name: 'sys/access_control/1', class: named('TangoAccessControl') }],
      running: false,
    },
    {
      name: 'TangoRestServer/rest',
      devices: [{ name: 'sys/rest/0', class: named('TangoRestServer') }],
      running: false,
    },
  ],
};

type Outcome = readonly [question: unknown, answer: unknown];

describe.each(PYTANGOS)('to PyTango (%s) our database is DataBaseds', (python) => {
  let db: DebianDatabase;
  let facility: Facility;

  beforeAll(async () => {
    db = await startDebianDatabase();
    await startTangoTest(db);
    // C++ servers write their own class properties, which are none of ours.
    await db.sql('DELETE FROM property_class');
    facility = await startFacility(plan);
  });
  afterAll(async () => {
    await facility.close();
    await db.stop();
  });

  it('in every answer: lists, imports, properties, aliases, the device table, refusals', async () => {
    const [real, ours] = await Promise.all(
      [db, facility].map((host) => ask<readonly Outcome[]>(host, 'database.py', { python, args: [hostname()] })),
    );
    expect(real!.length).toBeGreaterThan(150);
    expect(ours).toEqual(real);
  });

  it('in the commands that it has: names, types and levels', async () => {
    const args = ['sys/database/2'];
    const [real, ours] = await Promise.all(
      [db, facility].map((host) => ask<Record<string, object>>(host, 'interface.py', { python, args })),
    );
    const commands = Object.entries(ours!['commands']!);
    expect(commands.length).toBeGreaterThan(45);
    for (const command of commands) expect(Object.entries(real!['commands']!)).toContainEqual(command);
  });
});

describe("Tango's own tool", () => {
  it('pings the database and a device, and reads and writes properties', async () => {
    const facility = await startFacility(plan);
    const admin = async (...args: readonly string[]): Promise<number> => {
      const env = { ...process.env, TANGO_HOST: facility.tangoHost };
      return run('tango_admin', args, { env, timeout: 20_000 }).then(
        () => 0,
        (error: { code: number }) => error.code,
      );
    };
    expect(await admin('--ping-database', '5')).toBe(0);
    expect(await admin('--ping-device', 'sys/tg_test/1')).toBe(0);
    expect(await admin('--check-device', 'sys/tg_test/1')).toBe(0);
    expect(await admin('--check-device', 'no/such/device')).not.toBe(0);
    expect(await admin('--add-property', 'sys/tg_test/1', 'Mine', 'a,b')).toBe(0);
    expect(await admin('--delete-property', 'sys/tg_test/1', 'Mine')).toBe(0);
    await facility.close();
  });
});
