import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PvaClient, type PvaResult, type PviTree, type PviWalk, pviLayout, walkPvi } from '@devgen/runtime/pva';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { records } from '../../../peers/epics-records.ts';
import { startFastcs } from '../../../peers/fastcs.ts';
import { ophydDatabases } from '../../../peers/shipped-databases.ts';
import { startP4p } from '../../../peers/p4p.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';

let servers: readonly PvaServerPeer[];
let client: PvaClient;

beforeAll(async () => {
  const nested = readFileSync(join(ophydDatabases(), 'testing/_pvi_nested_records.db'), 'utf8');
  servers = await Promise.all([
    startFastcs(),
    startIoc(`${records('pvi.db')}\n${nested.replaceAll('$(device)', 'N:')}`),
    startIoc(records('pvi.db').replaceAll('BL01', 'BL02'), { server: 'pvaccess' }),
    startP4p('pvi_tree.py'),
  ]);
  const list = servers.map(({ udp }) => `127.0.0.1:${udp}`).join(' ');
  client = new PvaClient({ environment: { EPICS_PVA_ADDR_LIST: list, EPICS_PVA_AUTO_ADDR_LIST: 'NO' } });
});
afterAll(async () => {
  await client.close();
  await Promise.all(servers.map((server) => server.stop()));
});

/** A walk, and the PVs of each get that it took. */
async function walked(
  root: string,
): Promise<{ readonly walk: PviWalk; readonly gets: readonly (readonly string[])[] }> {
  const gets: (readonly string[])[] = [];
  const counting = {
    getMany: (names: readonly string[], ...rest: []): Promise<ReadonlyMap<string, PvaResult>> => {
      gets.push(names);
      return client.getMany(names, ...rest);
    },
  };
  const walk = (await walkPvi(counting, [root])).get(root);
  if (walk === undefined) throw new Error('nothing was walked');
  return { walk, gets };
}

async function treeOf(root: string): Promise<PviTree> {
  const { walk } = await walked(root);
  if (!walk.ok) throw walk.error;
  return walk.tree;
}

describe('a FastCS controller', () => {
  it('is read in one get a level', async () => {
    const { walk, gets } = await walked('DEV:PVI');
    expect(walk).toMatchObject({ ok: true, problems: [], tree: { description: 'A device of the tests' } });
    expect(gets).toEqual([
      ['DEV:PVI'],
      expect.arrayContaining(['DEV:Left:PVI', 'DEV:Right:PVI', 'DEV:Ch:PVI']),
      ['DEV:Ch:1:PVI', 'DEV:Ch:2:PVI', 'DEV:Ch:3:PVI'],
    ]);
  });

  it('is laid out with its accesses, parts and vector', async () => {
    const layout = pviLayout(await treeOf('DEV:PVI'));
    expect(layout.prefix).toBe('DEV');
    expect(layout.members).toEqual(
      expect.arrayContaining([
        { kind: 'signal', name: 'ramp_rate', read: 'DEV:RampRate_RBV', write: 'DEV:RampRate' },
        { kind: 'signal', name: 'label', write: 'DEV:Label' },
        { kind: 'signal', name: 'busy', read: 'DEV:Busy' },
        { kind: 'command', name: 'cancel_all', pv: 'DEV:CancelAll' },
        expect.objectContaining({ kind: 'block', name: 'left', of: expect.objectContaining({ prefix: 'DEV:Left' }) }),
      ]),
    );
    const vector = layout.members.find(({ name }) => name === 'ch');
    expect(vector?.kind === 'vector' && [...vector.elements.keys()]).toEqual([1, 2, 3]);
  });
});

describe('the template of pvi', () => {
  it.each(['BL01', 'BL02'])('is read from either server: %s', async (beamline) => {
    const layout = pviLayout(await treeOf(`${beamline}:DET:CAM:PVI`));
    const prefix = `${beamline}:DET:CAM`;
    expect(layout.prefix).toBe(prefix);
    expect(layout.members.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { kind: 'signal', name: 'AcquireTime', read: `${prefix}:AcquireTime_RBV`, write: `${prefix}:AcquireTime` },
      { kind: 'command', name: 'SoftwareTrigger', pv: `${prefix}:Trigger` },
      { kind: 'signal', name: 'Temperature', read: `${prefix}:Temperature_RBV` },
    ]);
  });
});

it("ophyd-async's nested records have vectors of devices, signals and commands", async () => {
  const { members } = pviLayout(await treeOf('N:PVI'));
  const vectors = members.filter((member) => member.kind === 'vector');
  expect(vectors.map(({ name, elements }) => [name, [...elements.keys()]])).toEqual(
    expect.arrayContaining([
      ['device_vector', [1, 2]],
      ['signal_vector', [1, 2]],
      ['command_vector', [1, 2]],
    ]),
  );
  const signals = vectors.find(({ name }) => name === 'signal_vector');
  expect(signals?.elements.get(1)?.members).toEqual([
    expect.objectContaining({ kind: 'signal', name: 'value', read: expect.any(String), write: expect.any(String) }),
  ]);
});

describe('a tree that is wrong', () => {
  it('says what is dead, what is no PVI and what turns in a circle, and has the rest', async () => {
    const { walk } = await walked('P:PVI');
    if (!walk.ok) throw walk.error;
    expect(walk.problems.map(({ code, source }) => [code, source]).toSorted()).toEqual([
      ['PVA.NOT_FOUND', 'pva://P:Nowhere:PVI'],
      ['PVA.PVI', 'pva://P:A:Gain'],
    ]);
    expect(pviLayout(walk.tree).members.map(({ name }) => name)).toEqual(['odd', 'dead', 'then']);
  });

  it('keeps names that are those of JavaScript', async () => {
    const [odd] = pviLayout(await treeOf('P:PVI')).members;
    expect(odd?.kind === 'block' && odd.of.members.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
  });

  it('ends where it began', async () => {
    const { walk, gets } = await walked('P:A:PVI');
    if (!walk.ok) throw walk.error;
    expect(gets).toEqual([['P:A:PVI'], ['P:B:PVI']]);
    expect(walk.problems).toMatchObject([{ code: 'PVA.PVI', message: expect.stringContaining('P:A:PVI is below it') }]);
    const [, below] = pviLayout(walk.tree).members;
    expect(below?.kind === 'block' && below.of.members.map(({ name }) => name)).toEqual(['gain']);
  });

  it.each(['P:NoPVI', 'P:Empty:PVI', 'P:A:Gain'])('is none: %s', async (pv) => {
    expect((await walked(pv)).walk).toMatchObject({ ok: false, error: { code: 'PVA.PVI' } });
  });
});
