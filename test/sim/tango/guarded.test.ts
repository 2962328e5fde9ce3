import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { startPyServer } from '../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../peers/tango-database.ts';
import { guarded } from './classes/guarded.ts';
import { ask, PYTANGOS } from './clients/run.ts';

const device = { name: 'test/guarded/1', class: 'Guarded' };
const script = join(import.meta.dirname, 'servers/Guarded.py');

/** The server's library decides of limits and alarms; that of PyTango 9.3 is TangoTest's. */
describe.each(PYTANGOS)('limits, alarms and permissions are those of a PyTango (%s) server', (python) => {
  let db: TangoDatabase;
  let facility: Facility;

  beforeAll(async () => {
    db = await startPyTangoDatabase();
    await startPyServer(script, { db, devices: [device], python });
    facility = await startFacility({
      servers: [{ name: 'Guarded/test', devices: [{ name: device.name, class: guarded }] }],
    });
  });
  afterAll(async () => {
    await facility.close();
    await db.stop();
  });

  it('in configuration', async () => {
    const [real, ours] = await Promise.all(
      [db, facility].map((host) => ask<Record<string, object>>(host, 'interface.py', { python, args: [device.name] })),
    );
    expect(Object.keys(real!['attributes']!).length).toBe(11);
    expect(ours!['attributes']).toEqual(real!['attributes']);
    expect(ours!['commands']).toEqual(real!['commands']);
  });

  it('in what comes of trying them', async () => {
    const [real, ours] = await Promise.all(
      [db, facility].map((host) => ask<readonly unknown[]>(host, 'guards.py', { python, args: [device.name] })),
    );
    expect(real!.length).toBeGreaterThan(50);
    expect(ours).toEqual(real);
  });
});
