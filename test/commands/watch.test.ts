import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demo, upgradedDemo } from '../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../src/sim/tango/facility/facility.ts';
import type { Difference } from '../../src/model/diff/difference.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, root, temporary } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

interface Event {
  readonly event: 'pull' | 'diff' | 'warning';
  readonly code?: string;
  readonly result?: {
    readonly lockChanged?: boolean;
    readonly findings: readonly Difference[];
    readonly sources: readonly { readonly described: number }[];
  };
}

/** `devgen watch --json`, and its events one by one. */
class Watching {
  readonly child: ChildProcess;
  stderr = '';
  readonly #lines: AsyncIterator<string>;

  constructor(cwd: string, ...args: readonly string[]) {
    const { TANGO_HOST: _, ...env } = process.env;
    this.child = spawn(process.execPath, [join(root, 'bin/run.js'), 'watch', '--json', '--every', '1', ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.#lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  async next(): Promise<Event> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`watch ended: ${this.stderr}`);
    return validated('watch', value) as unknown as Event;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    this.child.kill(signal);
    const [code] = (await once(this.child, 'exit')) as [number | null];
    return code;
  }
}

let facility: Facility;
let folder: Awaited<ReturnType<typeof temporary>>;
let watching: Watching | undefined;

const output = (): string => join(folder.path, 'generated/devices');
const rules = ({ result }: Event): readonly string[] => [...new Set(result?.findings.map(({ rule }) => rule))];

beforeEach(async () => {
  facility = await startFacility(demo);
  folder = await temporary();
  expect((await devgen(['init', `tango://${facility.tangoHost}`], { cwd: folder.path })).code).toBe(0);
});
afterEach(async () => {
  await watching?.stop('SIGKILL');
  watching = undefined;
  await facility.close();
  await folder.remove();
});

describe('watch', () => {
  it('pulls everything, then what was started again, and ends when it is told to', async () => {
    watching = new Watching(folder.path);
    expect(await watching.next()).toMatchObject({ event: 'pull', result: { lockChanged: true, findings: [] } });
    await facility.change(upgradedDemo);
    const second = await watching.next();
    expect(second).toMatchObject({ event: 'pull', result: { lockChanged: true } });
    expect(rules(second)).toContain('MEMBER_MISSING');
    // What is there is what a pull makes.
    const kept = await bytesOf(output());
    const pulled = await devgen(['pull', '--json'], { cwd: folder.path });
    expect(validated('pull', pulled.stdout)).toMatchObject({ exit: 0, lockChanged: false });
    expect(await bytesOf(output())).toEqual(kept);
    expect(await watching.stop()).toBe(143);
    expect(watching.stderr).toBe('');
  });

  it('asks nobody but the devices that changed', async () => {
    watching = new Watching(folder.path);
    await watching.next();
    const [first, ...others] = demo.servers;
    // The same server once more: started again, with nothing changed.
    await facility.change({ ...demo, servers: [{ ...first! }, ...others] });
    await facility.change(upgradedDemo);
    const { result } = await watching.next();
    expect(result?.sources[0]?.described).toBeGreaterThan(0);
    expect(result?.sources[0]?.described).toBeLessThan(demo.servers.flatMap(({ devices }) => devices).length);
  });

  it('tells only, with --dry', async () => {
    expect((await devgen(['pull'], { cwd: folder.path })).code).toBe(0);
    const before = await bytesOf(output());
    watching = new Watching(folder.path, '--dry');
    expect(await watching.next()).toMatchObject({ event: 'diff', result: { findings: [] } });
    await facility.change(upgradedDemo);
    const second = await watching.next();
    expect([second.event, rules(second).includes('MEMBER_MISSING')]).toEqual(['diff', true]);
    expect(await watching.stop('SIGINT')).toBe(130);
    expect(await bytesOf(output())).toEqual(before);
  });

  it('waits for a database that went, and looks at all when it is back', async () => {
    watching = new Watching(folder.path);
    await watching.next();
    const port = Number(facility.tangoHost.split(':')[1]);
    await facility.close();
    expect(await watching.next()).toMatchObject({ event: 'warning', code: 'SOURCE.UNREACHABLE' });
    facility = await startFacility(upgradedDemo, { port });
    const back = await watching.next();
    expect([back.event, rules(back).includes('MEMBER_MISSING')]).toEqual(['pull', true]);
  });

  it('leaves a whole lock when it is killed', async () => {
    watching = new Watching(folder.path);
    await watching.next();
    await facility.change(upgradedDemo);
    await watching.stop('SIGKILL');
    const checked = await devgen(['check'], { cwd: folder.path });
    expect([checked.code, checked.stderr]).toEqual([0, '']);
  });

  it('does not begin where a pull could not', async () => {
    await facility.close();
    const { code, stderr } = await devgen(['watch'], { cwd: folder.path });
    expect([code, stderr.includes('SOURCE.UNREACHABLE')]).toEqual([2, true]);
  });
});
