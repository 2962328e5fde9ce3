import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { pandaPythons, required } from '../peers/install/cache.js';
import { PeerProcess } from '../peers/peer.ts';
import { type Client, compare, report } from './rounds.ts';

export const clients = resolve(import.meta.dirname, 'clients');
const ROUNDS = 3;
/** Milliseconds for a server that ten thousand channels were just taken from. */
const REST = 1_500;

/** Where client and server run: on one processor, or on two that sleep when there is nothing to do. */
export const PLACEMENTS = [
  ['one CPU', 0, 0],
  ['two CPUs', 0, 1],
] as const;
export const ALL_CPUS = '0,1';

/** Records `B:0` to `B:9999` with their numbers as values, one to be put, and one of 4 MB. */
export const DATABASE = [
  ...Array.from({ length: 10_000 }, (_, n) => `record(ai, "B:${n}") { field(VAL, "${n}") field(PINI, "YES") }`),
  'record(ao, "P:0") {}',
  'record(waveform, "BIG") { field(FTVL, "UCHAR") field(NELM, "4000000") }',
].join('\n');

/** The sum of the first values, which shows that every one was got. */
export function sumOf(count: number): number {
  return (count * (count - 1)) / 2;
}

/** A hundred records that count a thousand times a second. */
export const COUNTERS = Array.from(
  { length: 100 },
  (_, n) => `record(calc, "C:${n}") { field(INPA, "C:${n}") field(CALC, "A+1") field(SCAN, ".001 second") }`,
).join('\n');

/** All threads of a process on one processor, or on several. */
export function pin(pid: number, cpus: string): void {
  execFileSync('taskset', ['-apc', cpus, `${pid}`], { stdio: 'ignore' });
}

/** Of clients in processes that just started, and of clients made anew in processes that made others before. */
export function anew(title: string): Pick<Contest, 'figures' | 'rest'> {
  return {
    figures: [
      [`${title}, the first time in a process`, 'ms', 'ms'],
      [`${title}, anew`, 'againMs', 'ms'],
    ],
    rest: REST,
  };
}

export interface Contest {
  /** What is printed: title, name of the figure, unit. */
  readonly figures: readonly (readonly [title: string, name: string, unit: string])[];
  /** What shows that the work was done: a figure and what it must be for each client. */
  readonly done: readonly [name: string, expected: (client: Client) => number];
  /** Milliseconds before each client. */
  readonly rest?: number;
}

/** Of bulk gets: the first fifty rounds of a process, and all behind the first tenth. */
export function bulk(count: number): Contest {
  return {
    figures: [
      [`bulk get of ${count}, p50`, 'p50ms', 'ms'],
      [`bulk get of ${count}, p50 of the first 50 of a process`, 'firstMs', 'ms'],
    ],
    done: ['got', () => count],
  };
}

/** A hundred thousand gets in all, of those who do not take many times as long for each. */
export function bulkRounds(isFast: boolean, count: number): number {
  return isFast ? 100_000 / count : 50;
}

/** Has clients do the same in turns, ours first, and prints their figures and the ratios of ours to theirs. */
export async function contest(all: readonly Client[], { figures, done, rest }: Contest): Promise<void> {
  const results = await compare(all, ROUNDS, rest);
  for (const [title, name, unit] of figures) report(title, name, unit, all, results);
  for (const [index, each] of results.entries()) {
    for (const figure of each) expect(figure[done[0]], all[index]!.name).toBe(done[1](all[index]!));
  }
}

/** What a round trip over TCP costs at least, of the same placement. */
export async function echo(place: string, clientCpu: number, serverCpu: number): Promise<void> {
  const count = 20_000;
  const server = await PeerProcess.start({
    name: 'echo',
    command: process.execPath,
    args: [`${clients}/echo-server.js`],
    ready: /PORT \d+/,
  });
  pin(server.pid, `${serverCpu}`);
  const port = /PORT (\d+)/.exec(server.log())![1]!;
  const command = ['-c', `${clientCpu}`, process.execPath, `${clients}/echo.js`, port, `${count}`];
  const [figures] = await compare([{ name: 'echo', command: 'taskset', arguments: command }], ROUNDS);
  console.log(`bare TCP echo, p50, ${place}: ${figures!.map(({ p50us }) => p50us!.toFixed(1)).join(', ')} us`);
  for (const { echoes } of figures!) expect(echoes).toBe(count);
  await server.stop();
}

/** Counters of a kilohertz, a hundred of them for three seconds, and what each update costs. */
export async function monitors(all: readonly Client[]): Promise<void> {
  const results = await compare(all, ROUNDS);
  for (const [index, figures] of results.entries()) {
    for (const { rate, lost, cpuUs } of figures) {
      const each = `${rate!.toFixed(0)} updates/s, ${lost} lost, ${cpuUs!.toFixed(2)} us of CPU each`;
      console.log(`monitors, ${all[index]!.name}: ${each}`);
      expect(rate).toBeGreaterThan(0);
    }
  }
}

/** A device of 200 signals that is connected and read, each time anew; `floor` is what the IOC alone takes for it. */
export async function devices(
  protocol: 'ca' | 'pva',
  environment: Readonly<Record<string, string>>,
  floor?: readonly string[],
): Promise<void> {
  const work = [protocol, '200', '200'];
  const python = required(pandaPythons.ophyd, 'ophyd-async');
  const pair: Client[] = [
    { name: 'devgen', command: process.execPath, arguments: [`${clients}/device.js`, ...work], environment },
    { name: 'ophyd-async', command: python, arguments: [`${clients}/device.py`, ...work], environment },
  ];
  const alone = { name: 'the IOC alone', command: process.execPath, arguments: floor ?? [], environment };
  const all = floor === undefined ? pair : [...pair, alone];
  const results = await compare(all, ROUNDS, REST);
  report('device of 200 signals connected', 'connectMs', 'ms', all, results);
  report('the same, for the first time in a process', 'firstMs', 'ms', pair, results.slice(0, 2));
  report('device of 200 signals read', 'readMs', 'ms', pair, results.slice(0, 2));
  for (const figures of results.flat()) expect(figures['signals']).toBe(200);
}
