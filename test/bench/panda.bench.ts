import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { pandaPythons, required } from '../peers/install/cache.js';
import { startDelayingProxy } from './delaying-proxy.ts';
import { type Client, compare, medianOf, report } from './rounds.ts';

const clients = resolve(import.meta.dirname, 'clients');
const python = required(pandaPythons.client, 'The PandABlocks client');
/** The vendor's client knows two ports only, so the box has an address of its own. */
const HOST = '127.0.0.33';
const DATA_HOST = '127.0.0.34';
const members = 1104;

let box: ChildProcess;
const stops: (() => void | Promise<void>)[] = [];

/** A process that prints `ready` and ends with its standard input. */
async function start(script: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((done) => child.stdout.once('data', done));
  return child;
}

beforeAll(async () => {
  box = await start(resolve(import.meta.dirname, '../../dist/sim/panda/main.js'), '--host', HOST);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => void box.stdin?.end());

/** The box itself, or a link to it that takes so many milliseconds each way. */
async function link(delay: number): Promise<string> {
  if (delay === 0) return HOST;
  const proxy = await startDelayingProxy(HOST, 8888, delay);
  stops.push(proxy.stop);
  return proxy.address;
}

function node(name: string, ...args: readonly string[]): Client {
  return { name: 'devgen', command: process.execPath, arguments: [`${clients}/${name}`, ...args] };
}

function vendor(name: string, ...args: readonly string[]): Client {
  return { name: 'pandablocks', command: python, arguments: [`${clients}/${name}`, ...args] };
}

it.each([
  [0, 20],
  [0.5, 40],
])(
  'asks a box for all that it shows, over a link of %d ms each way, beside one query after the other',
  async (delay, goal) => {
    const address = await link(delay);
    const pair = ['sequential', 'windowed'].map((mode): Client => ({
      ...node('panda-introspect.js', address, mode, `${members}`),
      name: mode,
    }));
    const results = await compare(pair, 5);
    for (const [sequential, windowed] of results[0]!.map((figures, round) => [figures, results[1]![round]!] as const))
      expect(sequential['queries']).toBe(windowed['queries']);
    report(`introspection, ${delay} ms (goal ${goal})`, 'milliseconds', 'ms', pair, results);
    report(`first introspection of a process, ${delay} ms`, 'first', 'ms', pair, results);
    expect(medianOf(results[0]!, 'milliseconds')).toBeGreaterThan(medianOf(results[1]!, 'milliseconds'));
  },
);

it('decodes captured data, beside the vendor’s client', async () => {
  const source = await start(`${clients}/panda-source.js`, DATA_HOST, '1500000000', 'Infinity');
  stops.push(() => void source.stdin?.end());
  const pair = [node('panda-data.js', DATA_HOST), vendor('panda-data.py', DATA_HOST)];
  const results = await compare(pair, 5);
  for (const [ours, theirs] of results[0]!.map((figures, round) => [figures, results[1]![round]!] as const))
    expect(ours['samples']).toBe(theirs['samples']);
  report('data port, all columns (goal 600)', 'rate', 'MB/s', pair, results);
  // What is left of the goal where other programs use the machine meanwhile.
  const perCore = results.map((figures) => figures.map((each) => ({ perCore: each['rate']! / (each['cpu']! / 100) })));
  report('data port, all columns, a second of processor', 'perCore', 'MB', pair, perCore);
});

it('keeps up with a paced source', async () => {
  for (const rate of [60, 200, 400]) {
    const source = await start(`${clients}/panda-source.js`, DATA_HOST, `${rate * 2e6}`, `${rate}`);
    const pair = [node('panda-data.js', DATA_HOST), vendor('panda-data.py', DATA_HOST)];
    const results = await compare(pair, 3);
    report(`data port at ${rate} MB/s`, 'rate', 'MB/s', pair, results);
    report(`data port at ${rate} MB/s, processor`, 'cpu', '% of a core', pair, results);
    source.stdin?.end();
    await new Promise((done) => source.once('exit', done));
  }
});

it.each([
  [4_096, 9],
  [262_144, 3],
])('writes a table of %d rows, beside the vendor’s client', async (rows, times) => {
  const args = [HOST, `${rows}`, `${times}`] as const;
  const pair = [vendor('panda-table.py', ...args), node('panda-table.js', ...args)];
  report(`table of ${rows} rows`, 'milliseconds', 'ms', pair, await compare(pair, 3));
});
