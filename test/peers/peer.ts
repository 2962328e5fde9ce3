import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A server that a test started, by its process. */
export interface Peer {
  readonly name: string;
  /** Of the running process; changes at a restart. */
  readonly pid: number;
  readonly running: boolean;
  /** The last 256 KiB of what it printed, standard output and error together. */
  log(): string;
  /** SIGSTOP: its port stays open and its connections stay, but nothing answers. */
  suspend(): void;
  /** SIGCONT. */
  resume(): void;
  /** SIGKILL: what it registered elsewhere stays registered. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL when it does not end by itself. Safe to call again. */
  stop(): Promise<void>;
}

/** A peer on one TCP port. */
export interface ServerPeer extends Peer {
  readonly host: string;
  readonly port: number;
}

export interface ProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Kept open for a process that ends with its standard input. */
  readonly stdin?: 'open';
  /** Printed when it is ready. */
  readonly ready: RegExp | string;
}

const LOG_LIMIT = 256 * 1024;
const READY_LIMIT = 30_000;
const TERM_LIMIT = 5_000;

/** One process; ends with the process that started it, also when that one is killed. */
export class PeerProcess implements Peer {
  readonly name: string;
  readonly #options: ProcessOptions;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #log = '';
  #onOutput: (() => void) | undefined;

  private constructor(options: ProcessOptions) {
    this.name = options.name;
    this.#options = options;
    // The kernel sends the death signal, so nothing survives a test runner that is killed itself.
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', options.command, ...options.args], {
      stdio: [options.stdin === 'open' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      cwd: options.cwd,
      env: { ...environment(), ...options.env },
    });
    const add = (chunk: string): void => {
      this.#log = (this.#log + chunk).slice(-LOG_LIMIT);
      this.#onOutput?.();
    };
    this.#child.stdout?.setEncoding('utf8').on('data', add);
    this.#child.stderr?.setEncoding('utf8').on('data', add);
    this.#exited = new Promise((resolve) => {
      this.#child.once('close', () => resolve());
      this.#child.once('error', (error) => add(String(error)));
    });
  }

  /** Resolves when the process printed `ready`; rejects, with its log, when it ended or did not print it in 30 s. */
  static async start(options: ProcessOptions): Promise<PeerProcess> {
    const peer = new PeerProcess(options);
    try {
      await peer.#ready();
      return peer;
    } catch (error) {
      await peer.kill();
      throw error;
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  log(): string {
    return this.#log;
  }

  suspend(): void {
    this.#child.kill('SIGSTOP');
    // The signal reaches one thread after the other, and one that still runs would answer.
    while (this.running && !isStopped(this.#child.pid)) Atomics.wait(pause, 0, 0, 1);
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (this.running) this.#child.kill('SIGKILL');
    await this.#exited;
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    this.resume();
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), TERM_LIMIT);
    await this.#exited;
    clearTimeout(timer);
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#failure(`was not ready in ${READY_LIMIT / 1000} s`)), READY_LIMIT);
      const check = (): void => {
        if (!this.#printed()) return;
        clearTimeout(timer);
        resolve();
      };
      this.#onOutput = check;
      this.#child.once('close', () => {
        clearTimeout(timer);
        reject(this.#failure('ended before it was ready'));
      });
    });
  }

  #printed(): boolean {
    const { ready } = this.#options;
    return typeof ready === 'string' ? this.#log.includes(ready) : ready.test(this.#log);
  }

  #failure(what: string): Error {
    return new Error(`${this.name} (${this.#options.command}) ${what}. It printed:\n${this.#log.slice(-4000)}`);
  }
}

/** A test's own settings of Tango must not reach the peers. */
function environment(): NodeJS.ProcessEnv {
  const { TANGO_HOST: _host, SUPER_TANGO: _super, ...rest } = process.env;
  return rest;
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Whether every thread of the process is stopped. */
function isStopped(pid: number | undefined): boolean {
  const tasks = `/proc/${pid}/task`;
  try {
    return readdirSync(tasks).every((task) => /\) [TtZX]/.test(readFileSync(`${tasks}/${task}/stat`, 'latin1')));
  } catch {
    // A thread that is gone between the two calls answers nothing either; the next look tells.
    return false;
  }
}
