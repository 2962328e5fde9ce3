import { afterAll, beforeAll, describe, it } from 'vitest';
import { startIoc } from '../peers/epics-ioc.ts';
import { epicsPython, epicsrsPython, epicsTca, pvxsClient, required } from '../peers/install/cache.js';
import type { PvaServerPeer } from '../peers/pva-server.ts';
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

type Name = 'devgen' | 'pvxs' | 'p4p' | 'ophyd-epicsrs' | 'epics-tca';

let ioc: PvaServerPeer;

beforeAll(async () => {
  // On all interfaces: only by broadcast is it found by epics-tca, which takes the place of servers at their port.
  ioc = await startIoc(DATABASE, { env: { EPICS_PVAS_INTF_ADDR_LIST: '0.0.0.0' } });
});
afterAll(() => ioc.stop());

const folder = `${clients}/pva`;

function commandOf(name: Name): readonly string[] {
  switch (name) {
    case 'devgen':
      return [process.execPath, `${folder}/devgen.js`];
    case 'pvxs':
      return [required(pvxsClient, 'pvxs')];
    case 'p4p':
      return [required(epicsPython, 'p4p'), `${folder}/p4p_client.py`];
    case 'ophyd-epicsrs':
      return [required(epicsrsPython, 'ophyd-epicsrs'), `${clients}/epicsrs_client.py`, 'pva'];
    case 'epics-tca':
      return [process.execPath, `${clients}/tca.js`, 'pva', required(epicsTca, 'epics-tca')];
  }
}

function environmentOf(name: Name, server: PvaServerPeer): Readonly<Record<string, string>> {
  if (name !== 'epics-tca') return server.environment;
  return {
    EPICS_PVA_ADDR_LIST: '127.255.255.255',
    EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    EPICS_PVA_BROADCAST_PORT: `${server.udp}`,
  };
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
  return name === 'devgen' || name === 'pvxs' ? count : count / 10;
}

/** Those whose bulk gets take no longer than ours by far. */
const FAST: readonly string[] = ['devgen', 'pvxs', 'ophyd-epicsrs'];

describe.each(PLACEMENTS)('on %s', (place, clientCpu, serverCpu) => {
  const others = ['pvxs', 'p4p', 'ophyd-epicsrs', 'epics-tca'] as const;
  const all = (work: string, count: number): Client[] => {
    pin(ioc.pid, `${serverCpu}`);
    return (['devgen', ...others] as const).map((name) => client(name, [work, countFor(name, count)], clientCpu));
  };

  it('gets one PV after the other, and a hundred side by side', () =>
    contest(all('get', 10_000), {
      figures: [
        [`get, p50, ${place}`, 'p50us', 'us'],
        [`gets of 100 side by side, ${place}`, 'rate', 'gets/s'],
        [`the same, each waited for by itself, ${place}`, 'each', 'gets/s'],
      ],
      done: ['gets', ({ name }) => countFor(name, 10_000)],
    }));

  it('puts, then gets what was put', () =>
    contest(all('putget', 5_000), {
      figures: [[`put, then get, p50, ${place}`, 'p50us', 'us']],
      done: ['right', ({ name }) => countFor(name, 5_000)],
    }));

  it('sends a bare echo', () => echo(place, clientCpu, serverCpu));
});

describe('on all CPUs', () => {
  beforeAll(() => pin(ioc.pid, ALL_CPUS));

  it('hears a hundred counters of a kilohertz', async () => {
    const fast = await startIoc(COUNTERS);
    await monitors((['devgen', 'pvxs'] as const).map((name) => client(name, ['monitor', 100, 3], ALL_CPUS, fast)));
    await fast.stop();
  });

  // epics-tca takes half a minute for ten thousand.
  it.each([
    [200, ['pvxs', 'ophyd-epicsrs', 'epics-tca']],
    [10_000, ['pvxs', 'ophyd-epicsrs']],
  ] as const)('connects %i PVs by UDP', (count, names) =>
    contest(beside(names, 'connect', count), {
      ...anew(`connect ${count}`),
      done: ['connected', () => count],
    }),
  );

  it.each([200, 10_000])('connects %i PVs by a name server', (count) => {
    const environment = {
      EPICS_PVA_NAME_SERVERS: ioc.endpoint,
      EPICS_PVA_ADDR_LIST: '',
      EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    };
    const byName = beside(['pvxs'], 'connect', count).map((each) => ({ ...each, environment }));
    return contest(byName, {
      ...anew(`connect ${count} by a name server`),
      done: ['connected', () => count],
    });
  });

  it.each([200, 10_000])('has the first value of %i PVs', (count) =>
    contest(beside(['pvxs', 'ophyd-epicsrs'], 'first', count), {
      ...anew(`connect and first value of ${count}`),
      done: ['sum', () => sumOf(count)],
    }),
  );

  it.each([50, 100, 1000])('gets %i PVs together', (count) =>
    contest(
      (['devgen', 'pvxs', 'p4p', 'ophyd-epicsrs'] as const).map((name) =>
        client(name, ['bulk', count, bulkRounds(FAST.includes(name), count)]),
      ),
      bulk(count),
    ),
  );

  it('gets an array of 4 MB', () => {
    const size = 4_000_000;
    return contest(beside(['pvxs', 'p4p', 'ophyd-epicsrs'], 'array', size), {
      figures: [
        ['4 MB array, p50', 'p50ms', 'ms'],
        ['4 MB array, longest wait of the event loop', 'delayMs', 'ms'],
      ],
      done: ['bytes', () => size],
    });
  });

  it('connects a device of 200 signals and reads it, beside ophyd-async', () =>
    devices('pva', ioc.environment, [`${folder}/floor.js`, '200', '200']));
});
