import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { startPyServer } from '../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../peers/tango-database.ts';
import { allTypes } from './classes/all-types.ts';
import { ask, PYTANGOS } from './clients/run.ts';

type Table = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const device = { name: 'test/all/1', class: 'AllTypes' };

describe.each(PYTANGOS)('to PyTango (%s) every type and format is what it is of a PyTango server', (python) => {
  let db: TangoDatabase;
  let facility: Facility;

  const askBoth = (script: string, ...args: readonly string[]): Promise<[Table, Table]> =>
    Promise.all([
      ask<Table>(db, script, { python, args: [device.name, ...args] }),
      ask<Table>(facility, script, { python, args: [device.name, ...args] }),
    ]);

  beforeAll(async () => {
    db = await startPyTangoDatabase();
    await startPyServer('all_types.py', { db, devices: [device] });
    const servers = [{ name: 'all_types/test', idl: 6 as const, devices: [{ name: device.name, class: allTypes }] }];
    facility = await startFacility({ servers });
  });
  afterAll(async () => {
    await facility.close();
    await db.stop();
  });

  it('in configuration', async () => {
    const [real, ours] = await askBoth('interface.py');
    expect(Object.keys(real['attributes']!).length).toBe(122);
    expect(ours['attributes']).toEqual(real['attributes']);
  });

  it('in what is read', async () => {
    const [real, ours] = await askBoth('values.py', 'values');
    expect(Object.keys(real).length).toBe(122);
    expect(ours).toEqual(real);
  });

  it('in what comes of writing it, and of echoing it', async () => {
    const [real, ours] = await askBoth('rewrites.py');
    expect(Object.keys(real['writes']!).length).toBe(80);
    expect(Object.keys(real['echoes']!).length).toBe(25);
    expect(ours).toEqual(real);
  });
});
