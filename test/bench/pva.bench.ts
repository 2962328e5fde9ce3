import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIoc } from '../peers/epics-ioc.ts';
import { epicsPython, pandaPythons, required } from '../peers/install/cache.js';
import { PeerProcess } from '../peers/peer.ts';
import type { PvaServerPeer } from '../peers/pva-server.ts';
import { type Client, compare, type Figures, report } from './rounds.ts';

const clients = resolve(import.meta.dirname, 'clients');
const ROUNDS = 3;

/** Where client and server run: on one processor, or on two that sleep when there is nothing to do. */
const PLACEMENTS = [
  ['one CPU', 0, 0],
  ['two CPUs', 0, 1],
] as const;

let ioc: PvaServerPeer;

beforeAll(async () => {
  const plain = Array.from(
    { length: 10_000 },
    (_, n) => `record(ai, "B:${n}") { field(VAL, "${n}") field(PINI, "YES") }`,
  );
  const counters = Array.from(
    { length: 100 },
    (_, n) => `record(calc, "C:${n}") { field(INPA, "C:${n}") field(CALC, "A+1") field(SCAN, ".001 second") }`,
  );
  const big = 'record(waveform, "BIG") { field(FTVL, "UCHAR") field(NELM, "4000000") }';
  ioc = await startIoc([...plain, big].join('\n'));
  fast = await startIoc(counters.join('\n'));
});
afterAll(() => Promise.all([ioc.stop(), fast.stop()]));

let fast: PvaServerPeer;

/** All threads of a process on one processor. */
function pin(pid: number, cpu: number): void {
  execFileSync('taskset', ['-apc', `${cpu}`, `${pid}`], { stdio: 'ignore' });
}

function ours(server: PvaServerPeer, work: readonly string[], cpu = '0,1', environment = server.environment): Client {
  const command = ['-c', cpu, process.execPath, `${clients}/pva.js`, ...work];
  return { name: 'devgen', command: 'taskset', arguments: command, environment };
}

function p4p(server: PvaServerPeer, work: readonly string[], cpu = '0,1'): Client {
  const command = ['-c', cpu, required(epicsPython, 'p4p'), `${clients}/pva.py`, ...work];
  return { name: 'p4p', command: 'taskset', arguments: command, environment: server.environment };
}

async function both(title: string, name: string, unit: string, pair: readonly Client[]): Promise<Figures[][]> {
  const results = await compare(pair, ROUNDS);
  report(title, name, unit, pair, results);
  return results;
}

describe.each(PLACEMENTS)('on %s', (place, clientCpu, serverCpu) => {
  const count = 20_000;

  it('gets one PV after the other, and a hundred side by side, beside p4p', async () => {
    pin(ioc.pid, serverCpu);
    const work = ['get', `${count}`];
    const pair = [ours(ioc, work, `${clientCpu}`), p4p(ioc, work, `${clientCpu}`)];
    const results = await both(`get, p50, ${place}`, 'p50us', 'us', pair);
    report(`pipelined gets, ${place}`, 'rate', 'gets/s', pair, results);
    for (const figures of results.flat()) expect(figures['gets']).toBe(count);
  });

  it('sends a bare echo', async () => {
    const server = await PeerProcess.start({
      name: 'echo',
      command: process.execPath,
      args: [`${clients}/echo-server.js`],
      ready: /PORT \d+/,
    });
    pin(server.pid, serverCpu);
    const port = /PORT (\d+)/.exec(server.log())![1]!;
    const command = ['-c', `${clientCpu}`, process.execPath, `${clients}/echo.js`, port, `${count}`];
    const [figures] = await compare([{ name: 'echo', command: 'taskset', arguments: command }], ROUNDS);
    console.log(`bare TCP echo, p50, ${place}: ${figures!.map(({ p50us }) => p50us!.toFixed(1)).join(', ')} us`);
    await server.stop();
  });
});

describe('on all CPUs', () => {
  beforeAll(() => execFileSync('taskset', ['-apc', '0,1', `${ioc.pid}`], { stdio: 'ignore' }));

  it('hears a hundred counters of a kilohertz', async () => {
    const pair = [ours(fast, ['monitor', '100', '3'])];
    const [figures] = await compare(pair, ROUNDS);
    for (const { rate, lost, cpuUs } of figures!) {
      console.log(`monitors: ${rate!.toFixed(0)} updates/s, ${lost} lost, ${cpuUs!.toFixed(2)} us of CPU each`);
      expect(rate).toBeGreaterThan(0);
    }
  });

  it.each([200, 10_000])('connects %i PVs, by UDP and by a name server', async (count) => {
    const pair = [ours(ioc, ['connect', `${count}`]), p4p(ioc, ['connect', `${count}`])];
    const results = await both(`connect ${count} (p4p: and get)`, 'ms', 'ms', pair);
    for (const figures of results.flat()) expect(figures['connected']).toBe(count);
    const byName = { EPICS_PVA_NAME_SERVERS: ioc.endpoint, EPICS_PVA_ADDR_LIST: '', EPICS_PVA_AUTO_ADDR_LIST: 'NO' };
    const [figures] = await compare([ours(ioc, ['connect', `${count}`], '0,1', byName)], ROUNDS);
    console.log(`connect ${count} by a name server, devgen: ${figures!.map(({ ms }) => ms!.toFixed(0)).join(', ')} ms`);
  });

  it.each([50, 100, 1000])('gets %i PVs together', async (count) => {
    const results = await both(`bulk get of ${count}, p50`, 'p50ms', 'ms', [
      ours(ioc, ['bulk', `${count}`]),
      p4p(ioc, ['bulk', `${count}`]),
    ]);
    for (const figures of results.flat()) expect(figures['got']).toBe(count);
  });

  it('connects a device of 200 signals and reads it, beside ophyd-async', async () => {
    const work = ['200', '5'];
    const { environment } = ioc;
    const pair = [
      { name: 'devgen', command: process.execPath, arguments: [`${clients}/pva-device.js`, ...work], environment },
      {
        name: 'ophyd-async',
        command: required(pandaPythons.ophyd, 'ophyd-async'),
        arguments: [`${clients}/pva-device.py`, ...work],
        environment,
      },
      {
        name: 'the IOC alone',
        command: process.execPath,
        arguments: [`${clients}/pva-floor.js`, ...work],
        environment,
      },
    ];
    const results = await both('device of 200 signals connected', 'connectMs', 'ms', pair);
    const [clientsOnly, theirs] = [pair.slice(0, 2), results.slice(0, 2)];
    report('the same, for the first time in a process', 'firstMs', 'ms', clientsOnly, theirs);
    report('device of 200 signals read', 'readMs', 'ms', clientsOnly, theirs);
    for (const figures of results.flat()) expect(figures['signals']).toBe(200);
  });

  it('gets an array of 4 MB', async () => {
    const size = 4_000_000;
    const results = await both('4 MB array, p50', 'p50ms', 'ms', [
      ours(ioc, ['array', `${size}`]),
      p4p(ioc, ['array', `${size}`]),
    ]);
    for (const figures of results.flat()) expect(figures['bytes']).toBe(size);
  });
});
