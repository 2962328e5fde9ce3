import { afterAll, beforeAll, describe, it } from 'vitest';
import { type CaServerPeer, startCaIoc } from '../peers/ca-server.ts';
import { epicsPython, epicsrsPython, epicsTca, required } from '../peers/install/cache.js';
import { freePort } from '../peers/port.ts';
import {
  ALL_CPUS,
  anew,
  bulk,
  bulkRounds,
  clients,
  contest,
  COUNTERS,
  DATABASE,
  devices,
  echo,
  monitors,
  pin,
  PLACEMENTS,
  sumOf,
} from './epics.ts';
import type { Client } from './rounds.ts';

type Name = 'devgen' | 'pyepics' | 'aioca' | 'ophyd-epicsrs' | 'epics-tca';

let ioc: CaServerPeer;
/** Of the repeater that epics-tca starts, and of beacons that it listens for. */
let ports: Readonly<Record<string, string>>;

beforeAll(async () => {
  ioc = await startCaIoc(DATABASE);
  ports = { EPICS_CA_REPEATER_PORT: `${await freePort()}`, EPICS_PVA_BROADCAST_PORT: `${await freePort()}` };
});
afterAll(() => ioc.stop());

const folder = `${clients}/ca`;

function commandOf(name: Name): readonly string[] {
  switch (name) {
    case 'devgen':
      return [process.execPath, `${folder}/devgen.js`];
    case 'pyepics':
    case 'aioca':
      return [required(epicsPython, name), `${folder}/${name}_client.py`];
    case 'ophyd-epicsrs':
      return [required(epicsrsPython, name), `${clients}/epicsrs_client.py`, 'ca'];
    case 'epics-tca':
      return [process.execPath, `${clients}/tca.js`, 'ca', required(epicsTca, name)];
  }
}

function environmentOf(name: Name, server: CaServerPeer): Readonly<Record<string, string>> {
  // It takes no port in the list.
  const address = { EPICS_CA_ADDR_LIST: server.host, EPICS_CA_SERVER_PORT: `${server.port}` };
  return { ...server.environment, ...ports, ...(name === 'epics-tca' ? address : {}) };
}

function client(name: Name, work: readonly (string | number)[], cpu: string | number = ALL_CPUS, server = ioc): Client {
  const command = ['-c', `${cpu}`, ...commandOf(name), ...work.map(String)];
  return { name, command: 'taskset', arguments: command, environment: environmentOf(name, server) };
}

/** Ours and others, wherever the scheduler puts them. */
function beside(names: readonly Name[], ...work: readonly (string | number)[]): Client[] {
  return (['devgen', ...names] as const).map((name) => client(name, work));
}

/** Those who take ten times as long for one do so many of them that all are done in the same time. */
function countFor(name: string, count: number): number {
  return name === 'devgen' ? count : count / 5;
}

/** Those whose bulk gets take no longer than ours by far. */
const FAST: readonly string[] = ['devgen', 'ophyd-epicsrs'];

describe.each(PLACEMENTS)('on %s', (place, clientCpu, serverCpu) => {
  const all = (names: readonly Name[], work: string, count: number): Client[] => {
    pin(ioc.pid, `${serverCpu}`);
    return (['devgen', ...names] as const).map((name) => client(name, [work, countFor(name, count)], clientCpu));
  };

  it('gets one PV after the other, and a hundred side by side', () =>
    contest(all(['pyepics', 'aioca', 'ophyd-epicsrs', 'epics-tca'], 'get', 10_000), {
      figures: [
        [`get, p50, ${place}`, 'p50us', 'us'],
        [`gets of 100 side by side, ${place}`, 'rate', 'gets/s'],
        [`the same, each waited for by itself, ${place}`, 'each', 'gets/s'],
      ],
      done: ['gets', ({ name }) => countFor(name, 10_000)],
    }));

  it('puts, then gets what was put', () =>
    contest(all(['pyepics', 'epics-tca'], 'putget', 5_000), {
      figures: [[`put, then get, p50, ${place}`, 'p50us', 'us']],
      done: ['right', ({ name }) => countFor(name, 5_000)],
    }));

  it('sends a bare echo', () => echo(place, clientCpu, serverCpu));
});

describe('on all CPUs', () => {
  beforeAll(() => pin(ioc.pid, ALL_CPUS));

  it('hears a hundred counters of a kilohertz', async () => {
    const fast = await startCaIoc(COUNTERS);
    await monitors((['devgen', 'pyepics'] as const).map((name) => client(name, ['monitor', 100, 3], ALL_CPUS, fast)));
    await fast.stop();
  });

  // ophyd-epicsrs does not tell of all of ten thousand.
  it.each([
    [200, ['pyepics', 'aioca', 'ophyd-epicsrs', 'epics-tca']],
    [10_000, ['pyepics', 'aioca', 'epics-tca']],
  ] as const)('connects %i PVs by UDP', (count, names) =>
    contest(beside(names, 'connect', count), {
      ...anew(`connect ${count}`),
      done: ['connected', () => count],
    }),
  );

  it.each([200, 10_000])('connects %i PVs by a name server', (count) => {
    const environment = { EPICS_CA_NAME_SERVERS: ioc.endpoint, EPICS_CA_ADDR_LIST: '', EPICS_CA_AUTO_ADDR_LIST: 'NO' };
    const byName = beside(['pyepics'], 'connect', count).map((each) => ({
      ...each,
      environment: { ...ports, ...environment },
    }));
    return contest(byName, {
      ...anew(`connect ${count} by a name server`),
      done: ['connected', () => count],
    });
  });

  it.each([200, 10_000])('has the first value of %i PVs', (count) =>
    contest(beside(['pyepics', 'ophyd-epicsrs'], 'first', count), {
      ...anew(`connect and first value of ${count}`),
      done: ['sum', () => sumOf(count)],
    }),
  );

  it.each([50, 100, 1000])('gets %i PVs together', (count) =>
    contest(
      (['devgen', 'pyepics', 'aioca', 'ophyd-epicsrs'] as const).map((name) =>
        client(name, ['bulk', count, bulkRounds(FAST.includes(name), count)]),
      ),
      bulk(count),
    ),
  );

  it('gets an array of 4 MB', () => {
    const size = 4_000_000;
    return contest(beside(['pyepics', 'ophyd-epicsrs', 'epics-tca'], 'array', size), {
      figures: [
        ['4 MB array, p50', 'p50ms', 'ms'],
        ['4 MB array, longest wait of the event loop', 'delayMs', 'ms'],
      ],
      done: ['bytes', () => size],
    });
  });

  it('connects a device of 200 signals and reads it, beside ophyd-async', () => devices('ca', ioc.environment));
});
