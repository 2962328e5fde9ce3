import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadline } from '@devgen/runtime';
import { DEV_STATES } from '@devgen/runtime/tango';
import type { Source } from '../../../src/sources/source.ts';
import { openTango, type TangoSettings } from '../../../src/sources/tango/tango-source.ts';
import { type DebianDatabase, startDebianDatabase } from '../../peers/debian-database.ts';
import { startPyServer } from '../../peers/py-server.ts';
import { type Proxy, startProxy } from '../../peers/proxy.ts';
import { startTangoTest } from '../../peers/tango-test.ts';
import { failures, gather, running } from './gather.ts';

const sensors = Array.from({ length: 12 }, (_, index) => ({ name: `test/sensor/${index + 1}`, class: 'Sensor' }));
const io = deadline(Infinity);

let db: DebianDatabase;
let proxy: Proxy;
const opened: Source[] = [];

beforeAll(async () => {
  db = await startDebianDatabase();
  await startTangoTest(db);
  await startPyServer('many.py', { db, devices: sensors });
  await db.register('Absent/1', [{ name: 'test/absent/1', class: 'Absent' }]);
});

afterAll(async () => {
  await Promise.all(opened.map((source) => source.close()));
  await proxy?.stop();
  await db.stop();
});

async function open(settings: Partial<TangoSettings> = {}): Promise<Source> {
  await proxy?.stop();
  proxy = await startProxy();
  const source = openTango({ address: `tango://${db.tangoHost}`, ...settings }, { connectVia: proxy.connectVia });
  opened.push(source);
  return source;
}

async function classesOf(source: Source): Promise<string[]> {
  return (await gather(source.list(io))).map((found) => found.class.toLowerCase());
}

describe('listing a database', () => {
  it('tells every device in one call, whether it runs, and asks none of them', async () => {
    const source = await open();
    const found = await gather(source.list(io));
    expect(
      running(found)
        .map(({ device }) => device)
        .toSorted(),
    ).toEqual(['sys/tg_test/1', ...sensors.map(({ name }) => name)].toSorted());
    expect(found).toContainEqual({ device: 'test/absent/1', class: 'Absent', running: false, server: 'Absent/1' });
    expect(proxy.operations()).toEqual({ 'command_inout_4(DbMySqlSelect)': 1 });
  });

  it("leaves out Tango's own devices, unless the classes name them", async () => {
    const usual = await classesOf(await open());
    for (const machinery of ['dserver', 'database', 'tangoaccesscontrol']) expect(usual).not.toContain(machinery);
    expect(await classesOf(await open({ classes: ['Database', 'TangoTest'] }))).toContain('database');
  });
});

describe('describing devices', () => {
  it('takes exactly two requests each, of configuration only', async () => {
    const source = await open();
    const batch = running(await gather(source.list(io)));
    const described = await gather(source.describe(batch, io));
    expect(failures(described)).toEqual([]);
    expect(described.map(({ found }) => found.device).toSorted()).toEqual(batch.map(({ device }) => device).toSorted());
    const database = { host: db.host, port: db.port };
    expect(proxy.operations({ except: database })).toEqual({
      get_attribute_config_5: batch.length,
      command_list_query_2: batch.length,
    });
    expect(proxy.operations({ only: database })).toEqual({ 'command_inout_4(DbMySqlSelect)': 1 });
  });

  it('shows the device in the vocabulary of specs', async () => {
    const source = await open();
    const batch = (await gather(source.list(io))).filter(({ class: name }) => name === 'TangoTest');
    const [described] = await gather(source.describe(batch, io));
    if (!described?.ok) throw new Error('not described');
    expect(described.live.spec.id).toBe('tango:TangoTest');
    expect(described.live.spec.members['ampli']).toMatchObject({ kind: 'w', source: 'ampli', type: 'f64' });
    expect(described.live.spec.members['devdouble()']).toEqual({
      kind: 'command',
      source: 'DevDouble',
      in: 'f64',
      out: 'f64',
    });
  });

  it("names the labels of Tango's states, which are the same for every device", async () => {
    const source = await open();
    const batch = running(await gather(source.list(io)));
    for (const described of await gather(source.describe(batch, io))) {
      if (!described.ok) throw described.error;
      expect([...(described.labelSets ?? [])]).toEqual([['DevState', DEV_STATES]]);
      expect(described.live.spec.members['state']).toMatchObject({ type: 'enum', labels: DEV_STATES });
    }
  });
});
