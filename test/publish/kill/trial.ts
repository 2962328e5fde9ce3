import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Texts } from './packages.ts';

const root = resolve(import.meta.dirname, '../../..');

export type Work = 'publish' | 'abandon' | 'recover';

/** Where the process is killed: behind the call of this number, or in the middle of it if it writes. */
export interface Strike {
  readonly at: number;
  readonly how: 'after' | 'torn';
}

/** Every file with its text and every folder, without what is of this checkout only. */
export type Tree = Readonly<Record<string, string>>;

export function treeOf(folder: string): Tree {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true });
  const paths = entries.map((entry) => ({ path: join(entry.parentPath, entry.name), isFile: entry.isFile() }));
  return Object.fromEntries(
    paths
      .map(({ path, isFile }) => [path.slice(folder.length + 1), isFile ? readFileSync(path, 'utf8') : 'a folder'])
      .filter(([path = '']) => !/^\.devgen(\/|$)/.test(path))
      .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
}

/** Trials, each in a folder of its own. */
export class Trials {
  readonly #folder: string;
  readonly #script: string;
  #made = 0;

  private constructor(folder: string, script: string) {
    this.#folder = folder;
    this.#script = script;
  }

  /** The build in one file: hundreds of processes load it. */
  static async start(): Promise<Trials> {
    if (!existsSync(join(root, 'dist'))) throw new Error('There is no build: run npm run build first.');
    const folder = mkdtempSync(join(tmpdir(), 'devgen-kill-'));
    const script = join(folder, 'publish.mjs');
    const entry = join(import.meta.dirname, 'publish.mjs');
    await build({ entryPoints: [entry], outfile: script, bundle: true, platform: 'node', format: 'esm' });
    return new Trials(folder, script);
  }

  /** A copy of a folder, or an empty one. */
  folder(of?: string): string {
    this.#made += 1;
    const folder = join(this.#folder, String(this.#made));
    if (of === undefined) mkdirSync(folder);
    else cpSync(of, folder, { recursive: true });
    return folder;
  }

  /** Does the work in a process of its own; resolves to its calls that change the file system. */
  async run(work: Work, folder: string, to: Texts, strike?: Strike): Promise<readonly string[]> {
    this.#made += 1;
    const file = join(this.#folder, `${this.#made}.json`);
    const log = join(this.#folder, `${this.#made}.log`);
    writeFileSync(file, JSON.stringify(to));
    const env = {
      ...process.env,
      STRIKE_ROOT: folder,
      ...(strike === undefined ? { STRIKE_LOG: log } : { STRIKE_AT: String(strike.at), STRIKE_HOW: strike.how }),
    };
    const preload = ['--import', join(import.meta.dirname, 'strike.mjs')];
    const { code, signal, stderr } = await ended([...preload, this.#script, folder, file, work], env);
    if (strike === undefined) {
      if (code !== 0) throw new Error(`${work} ended with ${code ?? signal}: ${stderr}`);
      return readFileSync(log, 'utf8').split('\n').slice(0, -1);
    }
    if (signal !== 'SIGKILL') throw new Error(`${work} was not killed at call ${strike.at}: ${code} ${stderr}`);
    return [];
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

function ended(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code, signal) => done({ code, signal, stderr }));
  });
}

/** Every way to be killed in a process that makes these calls. */
export function strikesOf(calls: readonly string[]): readonly Strike[] {
  return calls.flatMap((call, index) => [
    ...(call.startsWith('writeFile') ? [{ at: index + 1, how: 'torn' } as const] : []),
    { at: index + 1, how: 'after' } as const,
  ]);
}

/** Works through all of them, two at a time: the tests share two processors. */
export async function inPairs<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all([worker(), worker()]);
}
