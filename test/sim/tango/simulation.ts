import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../commands/cli.ts';

/** The demo facility as a process of its own, from the last build. */
export class Simulation {
  readonly child: ChildProcess;
  readonly #ended: Promise<unknown>;
  stdout = '';
  stderr = '';
  #wake = (): void => {};

  private constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, [join(root, 'dist/sim/tango/main.js'), ...args], { stdio: 'pipe' });
    this.#ended = once(this.child, 'close').then(() => this.#wake());
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#wake();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#wake();
    });
  }

  /** Resolves when it printed where it is, or ended. */
  static async start(...args: readonly string[]): Promise<Simulation> {
    const simulation = new Simulation(args);
    await simulation.until(() => simulation.stdout.includes('\n'));
    return simulation;
  }

  get tangoHost(): string {
    return /^TANGO_HOST=(.+)$/m.exec(this.stdout)?.[1] ?? '';
  }

  write(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Resolves when the condition holds, or the process ended. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition() && this.child.exitCode === null) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Resolves to the exit code, or the signal that ended it. */
  async ended(): Promise<number | string | null> {
    await this.#ended;
    return this.child.exitCode ?? this.child.signalCode;
  }

  /** Ends its input. */
  async stop(): Promise<number | string | null> {
    this.child.stdin?.end();
    return this.ended();
  }
}
