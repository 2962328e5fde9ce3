import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: readonly string[];
  /** What is typed; nothing when absent. */
  readonly stdin?: string;
  /** Told of the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs `bin/run.js`, as a user has it, on the last build. */
export function devgen(args: readonly string[], options: RunOptions): Promise<Finished> {
  if (!existsSync(join(root, 'dist'))) throw new Error('There is no build: run npm run build first.');
  return runNode([...(options.node ?? []), join(root, 'bin/run.js'), ...args], options);
}

export function runNode(args: readonly string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: options.cwd,
      env: { ...quietEnvironment(), ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A command need not read what is typed.
    child.stdin.on('error', () => undefined).end(options.stdin ?? '');
    options.onStart?.(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The tester's own control system and colours must not reach the command. */
function quietEnvironment(): Record<string, string | undefined> {
  const { TANGO_HOST: _host, FORCE_COLOR: _force, NODE_OPTIONS: _options, NO_COLOR: _no, ...rest } = process.env;
  return rest;
}

/** A folder of its own, below the system's temporary one. */
export async function temporary(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'devgen-cli-')));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
