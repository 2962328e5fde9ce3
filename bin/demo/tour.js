// The steps of a tour: what is shown, what is typed, what it printed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * @typedef {{ cwd: string, env?: NodeJS.ProcessEnv, fails?: boolean, quiet?: boolean }} Options
 *   `fails`: the step is about a failure, and without one the tour ends. `quiet`: nothing is shown of a success.
 */

let step = 0;

/** @param {string} what */
export function announce(what) {
  console.log(`\n${++step}. ${what}`);
}

/** @param {string} command */
export function type(command) {
  console.log(`   $ ${command}`);
}

/** @param {string} text */
export function show(text) {
  if (text !== '') console.log(text.trimEnd().replaceAll(/^/gm, '   '));
}

/** @param {string} shown @param {readonly string[]} command @param {Options} options */
export function run(shown, command, options) {
  type(shown);
  execute(command, options);
}

/** @param {readonly string[]} command @param {Options} options */
export function execute([program = '', ...args], { cwd, env = process.env, fails = false, quiet = false }) {
  const shell = program === 'npm' && process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8', shell });
  const isAsTold = (status === 0) !== fails;
  if (!quiet || !isAsTold) show(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  if (!isAsTold) throw new Error(`The tour ends here: ${program} ended with ${status}.`);
}

/** A process that goes on beside the tour: it prints a line when it is ready, and ends with its input. */
export class Companion {
  /** @param {readonly string[]} command */
  constructor([program = '', ...args]) {
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** The next line that it prints. */
  async line() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('The tour ends here: the facility has stopped.');
    return /** @type {string} */ (value);
  }

  /** @param {string} line */
  write(line) {
    this.child.stdin.write(`${line}\n`);
  }

  async stop() {
    const ended = this.child.exitCode === null ? once(this.child, 'exit') : undefined;
    this.child.stdin.end();
    await ended;
  }
}
