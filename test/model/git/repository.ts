import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const LOCK = 'devgen.lock.json';

export interface Merge {
  readonly conflict: boolean;
  /** The file as git leaves it, with its marks where there is a conflict. */
  readonly text: string;
}

/** A repository of git with nothing in it but a lock. */
export class Repository {
  readonly folder: string;
  #merges = 0;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'devgen-git-'));
    this.#git('init', '-q');
  }

  /** A line of git's attributes, for this repository alone. */
  attribute(line: string): void {
    writeFileSync(join(this.folder, '.git/info/attributes'), `${line}\n`);
  }

  /** Merges two branches of one beginning; `how` are options of `git merge`. */
  merge(base: string, ours: string, theirs: string, ...how: readonly string[]): Merge {
    this.#merges += 1;
    const [start, a, b] = ['base', 'ours', 'theirs'].map((name) => `${name}-${this.#merges}`) as [
      string,
      string,
      string,
    ];
    this.#git('checkout', '-q', '--orphan', start);
    this.#commit(base);
    this.#git('checkout', '-q', '-b', a);
    this.#commit(ours);
    this.#git('checkout', '-q', '-b', b, start);
    this.#commit(theirs);
    this.#git('checkout', '-q', a);
    const conflict = this.#run('merge', '-q', '--no-edit', ...how, b) !== 0;
    const text = readFileSync(join(this.folder, LOCK), 'utf8');
    if (conflict) this.#git('merge', '--abort');
    return { conflict, text };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #commit(text: string): void {
    writeFileSync(join(this.folder, LOCK), text);
    this.#git('add', LOCK);
    this.#git('commit', '-q', '--allow-empty', '-m', 'x');
  }

  #git(...args: readonly string[]): void {
    const code = this.#run(...args);
    if (code !== 0) throw new Error(`git ${args.join(' ')} ends with ${code}`);
  }

  /** Nothing of the tester's own configuration counts. */
  #run(...args: readonly string[]): number | null {
    const who = { NAME: 'x', EMAIL: 'x@x' };
    const names = Object.entries(who).flatMap(([key, value]) =>
      ['AUTHOR', 'COMMITTER'].map((role) => [`GIT_${role}_${key}`, value]),
    );
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...Object.fromEntries(names),
    };
    return spawnSync('git', args, { cwd: this.folder, env, stdio: 'ignore' }).status;
  }
}

/** What somebody makes of a conflict who keeps the lines of both sides. */
export function keepBoth(text: string): string {
  return text.replaceAll(/^(?:<{7}|={7}|>{7})(?: .*)?\n/gm, '');
}
