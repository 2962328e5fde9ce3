import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Difference } from '../../src/model/diff/difference.ts';
import { validated } from '../schemas/validator.ts';
import { root } from './cli.ts';

export interface WatchEvent {
  readonly event: 'pull' | 'diff' | 'warning';
  readonly code?: string;
  readonly text?: string;
  readonly result?: PackageResult & { readonly packages?: readonly PackageResult[] };
}

interface PackageResult {
  readonly package?: string;
  readonly lockChanged?: boolean;
  readonly findings: readonly Difference[];
  readonly sources: readonly { readonly described: number }[];
}

/** `devgen watch --json`, and its events one by one. */
export class Watching {
  readonly child: ChildProcess;
  stderr = '';
  readonly #lines: AsyncIterator<string>;

  constructor(
    cwd: string,
    args: readonly string[] = ['--every', '1'],
    environment: Readonly<Record<string, string>> = {},
  ) {
    const { TANGO_HOST: _, ...own } = process.env;
    this.child = spawn(process.execPath, [join(root, 'bin/run.js'), 'watch', '--json', ...args], {
      cwd,
      env: { ...own, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.#lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  async next(): Promise<WatchEvent> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`watch ended: ${this.stderr}`);
    return validated('watch', value) as unknown as WatchEvent;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    this.child.kill(signal);
    const [code] = (await once(this.child, 'exit')) as [number | null];
    return code;
  }
}

/** Of each package what it tells, where the config lists them. */
export function packagesOf({ result }: WatchEvent): readonly PackageResult[] {
  return result?.packages ?? [];
}

/** The rules of its findings, each once. */
export function rulesOf({ result }: WatchEvent): readonly string[] {
  return [...new Set(result?.findings.map(({ rule }) => rule))];
}
