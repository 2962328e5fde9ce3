import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { nodeBinary, python, required } from '../peers/install/cache.js';
import { ScaleFacility } from '../scale/scale-facility.ts';
import { scalePlan } from '../scale/scale-plan.ts';
import { scaleProject } from '../scale/scale-project.ts';
import { median } from './rounds.ts';

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'bin/run.js');
const clients = join(import.meta.dirname, 'clients');
const plan = scalePlan({ devices: 20_000, classes: 300, devicesPerServer: 40, hosts: 20 });
const starts = 7;

let facility: ScaleFacility;
let folder: Awaited<ReturnType<typeof scaleProject>>;

beforeAll(async () => {
  facility = await ScaleFacility.start(plan);
  folder = await scaleProject(facility.tangoHost);
});
afterAll(async () => {
  await facility.close();
  await folder.remove();
});

interface Usage {
  readonly seconds: number;
  /** Of the processor. */
  readonly cpu: number;
  readonly megabytes: number;
}

const lockFile = (): string => join(folder.path, 'devices/devgen.lock.json');

async function devgen(binary: string, args: readonly string[]): Promise<Usage & { readonly stdout: string }> {
  const usage = join(folder.path, 'usage.json');
  const start = performance.now();
  const run = [`--import=${join(clients, 'usage.js')}`, cli, ...args];
  const env = { ...process.env, USAGE: usage };
  const { stdout } = await execute(binary, run, { cwd: folder.path, env, maxBuffer: 1 << 28 });
  const seconds = (performance.now() - start) / 1000;
  return { seconds, stdout, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<Usage, 'seconds'>) };
}

function tell(title: string, { seconds, cpu, megabytes }: Usage): void {
  console.log(
    `${title}: ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of processor, ${megabytes.toFixed(0)} MB at most`,
  );
}

/** The devices of three areas of 32: with all of them PyTango has not ended after eight minutes. */
const PART = 'sr3';

/** As the client of PyTango sums up what it was told of them. */
function digest({ sources, classes }: Lock): { readonly devices: number; readonly digest: string } {
  const devices = [...(sources.get('db')?.devices ?? [])].filter(([device]) => device.startsWith(PART));
  const lines = devices.map(([device, { class: name, seen }]) => {
    const of = classes.get(name);
    const own = seen === undefined ? undefined : of?.interfaces?.get(seen);
    const members = [...(of?.members ?? [])].filter(([key, { optional }]) => optional !== true || own?.includes(key));
    const signals = members.filter(([, { kind }]) => kind !== 'command').map(([, { source }]) => source.toLowerCase());
    return `${device.toLowerCase()} ${signals.toSorted().join(',')}\n`;
  });
  const text = lines.toSorted().join('');
  return { devices: lines.length, digest: createHash('sha256').update(text).digest('hex') };
}

it('pulls a facility of 20 000 devices, and a part of it beside PyTango with 64 threads', async () => {
  facility.arrivals.length = 0;
  const first = await devgen(process.execPath, ['pull', '--json']);
  tell('pull, devgen, lock and classes', first);
  console.log(`pull, devgen: ${facility.arrivals.length} requests to devices`);
  const second = await devgen(process.execPath, ['pull', '--json']);
  tell('pull again, devgen, nothing changed', second);
  const text = readFileSync(lockFile(), 'utf8');
  console.log(`lock: ${(text.length / 1e6).toFixed(2)} MB`);
  expect(text.length).toBeLessThan(5_000_000);
  const ours = digest(parseLock(text, 'lock'));

  tell(
    `pull of ${PART}, devgen, and the lock of all`,
    await devgen(process.execPath, ['pull', `${PART}*/**`, '--json']),
  );
  const environment = { TANGO_HOST: facility.tangoHost, PYTANGO_DISABLE_TELEMETRY_PATCHING: '1' };
  const script = [join(clients, 'scale.py'), `${PART}*`];
  const { stdout } = await execute(required(python, 'PyTango'), script, { env: { ...process.env, ...environment } });
  const theirs = JSON.parse(stdout) as Usage & { readonly devices: number; readonly unreachable: number };
  tell(`the interfaces of ${PART} alone, PyTango`, theirs);
  console.log(`${PART}: ${ours.devices} devices described, ${theirs.unreachable} exported ones did not answer`);
  expect(theirs).toMatchObject(ours);
});

it('starts, and shows the lock', async () => {
  for (const binary of [process.execPath, required(nodeBinary(24), 'Node 24')]) {
    const version = (await execute(binary, ['--version'])).stdout.trim();
    const [device] = plan.find(({ state }) => state === 'up')!.devices;
    const runs: readonly (readonly [string, readonly string[]])[] = [
      ['node -e 0', ['-e', '0']],
      ['devgen --version', [cli, '--version']],
      ['devgen --help', [cli, '--help']],
      ['devgen ls', [cli, 'ls']],
      ['devgen show DEVICE', [cli, 'show', device!.name]],
      ['devgen show CLASS', [cli, 'show', 'Scale17']],
    ];
    // The lock is noted as checked by this Node.
    await execute(binary, [cli, 'generate'], { cwd: folder.path });
    const times = runs.map((): number[] => []);
    for (let round = 0; round < starts; round++) {
      for (const [index, [, args]] of runs.entries()) {
        const start = performance.now();
        await execute(binary, [...args], { cwd: folder.path, maxBuffer: 1 << 26 });
        times[index]!.push((performance.now() - start) / 1000);
      }
    }
    const [bare] = times.map(median);
    for (const [index, [title]] of runs.entries()) {
      const middle = median(times[index]!);
      console.log(
        `${title}, Node ${version}: ${middle.toFixed(3)} s, ${(middle - bare!).toFixed(3)} s beyond node -e 0`,
      );
    }
  }
});

it('is compiled by TypeScript', async () => {
  mkdirSync(join(folder.path, 'node_modules/@devgen'), { recursive: true });
  symlinkSync(join(root, 'src/runtime'), join(folder.path, 'node_modules/@devgen/runtime'));
  writeFileSync(join(folder.path, 'package.json'), '{ "type": "module" }');
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  };
  writeFileSync(join(folder.path, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['devices'] }));
  const seconds: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect((await execute(process.execPath, [tsc, '-p', folder.path], { cwd: folder.path })).stdout).toBe('');
    seconds.push((performance.now() - start) / 1000);
  }
  console.log(`tsc on all of it, TypeScript 7: ${median(seconds).toFixed(1)} s`);
});
