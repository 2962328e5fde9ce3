import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** How each shell is started without anybody's settings, and told to use a prompt that can be waited for. */
const SHELLS = {
  bash: { command: 'bash --norc --noprofile -i', setup: "PS1='READY''> '; bind 'set enable-bracketed-paste off'" },
  zsh: {
    command: 'zsh -f -i',
    setup: "autoload -U compinit && compinit -u -D; bindkey -e; unsetopt zle_bracketed_paste; PS1='READY''> '",
  },
  fish: { command: 'fish --no-config -i', setup: "function fish_prompt; echo -n 'READY''> '; end" },
} as const;

export type ShellName = keyof typeof SHELLS;

/** An interactive shell at a pseudo-terminal, with a person's keys. */
export class ShellSession {
  readonly #child: ChildProcess;
  #shown = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#shown += text));
  }

  static async start(shell: ShellName, cwd: string, path: string): Promise<ShellSession> {
    const { command, setup } = SHELLS[shell];
    const env = { PATH: `${path}:${process.env['PATH']}`, HOME: cwd, TERM: 'xterm', LANG: 'C.UTF-8', HISTFILE: '' };
    // Wide: nothing is wrapped.
    const child = spawn('script', ['-qec', `stty cols 400; exec ${command}`, '/dev/null'], { cwd, env, stdio: 'pipe' });
    const session = new ShellSession(child);
    await session.run(setup);
    return session;
  }

  /** Runs a line to its end; what was shown since. */
  async run(line: string): Promise<string> {
    const from = this.#shown.length;
    this.#child.stdin?.write(`${line}\n`);
    return this.#until(from, /READY> [^\n]*$/);
  }

  /**
   * Types the line and Tab, and then, instead of running it, asks the shell itself which words the line has by now; the
   * letter at the end shows whether a space was put behind the word.
   */
  async tab(line: string): Promise<readonly string[]> {
    const from = this.#shown.length;
    this.#child.stdin?.write(`${line}\t`);
    this.#child.stdin?.write(`x\u0001printf '<%s>\\n' \n`);
    const shown = await this.#until(from, /<devgen>\r?\n[^]*READY> [^\n]*$/);
    return Array.from(shown.matchAll(/^<(.*)>\r?$/gm), ([, word]) => word ?? '').slice(1);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin?.end('exit\n');
    await ended;
  }

  async #until(from: number, pattern: RegExp): Promise<string> {
    for (let round = 0; round < 3000; round++) {
      const shown = this.#shown.slice(from);
      if (pattern.test(shown)) return shown;
      if (this.#child.exitCode !== null) break;
      await delay(10);
    }
    throw new Error(`The shell did not show ${pattern}: ${JSON.stringify(this.#shown.slice(from))}`);
  }
}
