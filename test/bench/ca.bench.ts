import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaServerPeer, startCaIoc } from '../peers/ca-server.ts';
import { epicsPython, required } from '../peers/install/cache.js';
import { PeerProcess } from '../peers/peer.ts';
import { type Client, compare, report } from './rounds.ts';

const clients = resolve(import.meta.dirname, 'clients');
const ROUNDS = 3;

/** Where client and server run: on one processor, or on two that sleep when there is nothing to do. */
const PLACEMENTS = [
  ['one CPU', 0, 0],
  ['two CPUs', 0, 1],
] as const;

let ioc: CaServerPeer;
let fast: CaServerPeer;

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
  ioc = await startCaIoc([...plain, big].join('\n'));
  fast = await startCaIoc(counters.join('\n'));
});
afterAll(() => Promise.all([ioc.stop(), fast.stop()]));

/** All threads of a process on one processor. */
function pin(pid: number, cpu: number): void {
  execFileSync('taskset', ['-apc', `${cpu}`, `${pid}`], { stdio: 'ignore' });
}

function ours(server: CaServerPeer, work: readonly string[], cpu = '0,1', environment = server.environment): Client {
  const command = ['-c', cpu, process.execPath, `${clients}/ca.js`, ...work];
  return { name: 'devgen', command: 'taskset', arguments: command, environment };
}

function theirs(name: 'pyepics' | 'aioca', server: CaServerPeer, work: readonly string[], cpu = '0,1'): Client {
  const command = ['-c', cpu, required(epicsPython, name), `${clients}/ca_${name}.py`, ...work];
  // No repeater is started for them.
  const environment = { ...server.environment, EPICS_CA_REPEATER_PORT: '9' };
  return { name, command: 'taskset', arguments: command, environment };
}

/** Ours beside each of theirs. */
async function all(
  work: readonly string[],
  figures: readonly (readonly [title: string, name: string, unit: string])[],
  count: readonly [name: string, expected: number],
  others: readonly ('pyepics' | 'aioca')[] = ['pyepics', 'aioca'],
  cpu?: string,
): Promise<void> {
  for (const other of others) {
    const pair = [ours(ioc, work, cpu), theirs(other, ioc, work, cpu)];
    const results = await compare(pair, ROUNDS);
    for (const [title, name, unit] of figures) report(title, name, unit, pair, results);
    for (const each of results.flat()) expect(each[count[0]]).toBe(count[1]);
  }
}

describe.each(PLACEMENTS)('on %s', (place, clientCpu, serverCpu) => {
  const count = 20_000;

  it('gets one PV after the other, and a hundred side by side, beside pyepics and aioca', async () => {
    pin(ioc.pid, serverCpu);
    const figures = [
      [`get, p50, ${place}`, 'p50us', 'us'],
      [`pipelined gets, ${place}`, 'rate', 'gets/s'],
    ] as const;
    await all(['get', `${count}`], figures, ['gets', count], undefined, `${clientCpu}`);
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

  it('hears a hundred counters of a kilohertz, beside pyepics', async () => {
    const pair = [ours(fast, ['monitor', '100', '3']), theirs('pyepics', fast, ['monitor', '100', '3'])];
    const results = await compare(pair, ROUNDS);
    for (const [index, figures] of results.entries()) {
      for (const { rate, lost, cpuUs } of figures) {
        const { name } = pair[index]!;
        console.log(
          `monitors, ${name}: ${rate!.toFixed(0)} updates/s, ${lost} lost, ${cpuUs!.toFixed(2)} us of CPU each`,
        );
        expect(rate).toBeGreaterThan(0);
      }
    }
  });

  it.each([200, 10_000])('connects %i PVs, by UDP and by a name server', async (count) => {
    await all(['connect', `${count}`], [[`connect ${count}`, 'ms', 'ms']], ['connected', count]);
    const byName = { EPICS_CA_NAME_SERVERS: ioc.endpoint, EPICS_CA_ADDR_LIST: '', EPICS_CA_AUTO_ADDR_LIST: 'NO' };
    const [figures] = await compare([ours(ioc, ['connect', `${count}`], '0,1', byName)], ROUNDS);
    console.log(`connect ${count} by a name server, devgen: ${figures!.map(({ ms }) => ms!.toFixed(0)).join(', ')} ms`);
  });

  it.each([100, 1000])('gets %i PVs together', async (count) => {
    await all(['bulk', `${count}`], [[`bulk get of ${count}, p50`, 'p50ms', 'ms']], ['got', count]);
  });

  it('gets an array of 4 MB, beside pyepics', async () => {
    const size = 4_000_000;
    await all(['array', `${size}`], [['4 MB array, p50', 'p50ms', 'ms']], ['bytes', size], ['pyepics']);
  });
});
