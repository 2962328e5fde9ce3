import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary, type Finished } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';

/** A checkout with a lock and its classes, and no control system anywhere. */
export class OfflinePackage {
  readonly output: string;
  readonly remove: () => Promise<void>;
  readonly #cwd: string;

  private constructor({ path, remove }: Awaited<ReturnType<typeof temporary>>) {
    this.#cwd = path;
    this.output = join(path, 'generated/devices');
    this.remove = remove;
  }

  static async of(lock: Lock): Promise<OfflinePackage> {
    const made = new OfflinePackage(await temporary());
    expect((await made.run('init', 'tango://nobody.invalid:10000')).code).toBe(0);
    await mkdir(made.output, { recursive: true });
    await made.write('devgen.lock.json', printLock(lock));
    expect((await made.run('generate')).code).toBe(0);
    return made;
  }

  run(...args: readonly string[]): Promise<Finished> {
    return devgen(args, { cwd: this.#cwd });
  }

  /** The command's `--json` answer, held against its schema. */
  async answer(...args: readonly [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
    const { stdout, stderr, code } = await this.run(...args, '--json');
    expect(stderr).toBe('');
    const data = validated(args[0], stdout);
    expect(data['exit']).toBe(code);
    return data;
  }

  /** The failure of a command that changes nothing. */
  async refusal(...args: readonly string[]): Promise<Record<string, unknown>> {
    const before = await bytesOf(this.output);
    const { stdout, code } = await this.run(...args, '--json');
    expect(code).toBe(2);
    expect(await bytesOf(this.output)).toEqual(before);
    return validated('error', stdout);
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.output, file), text);
  }

  /** Of the package's name, which is made of the folder's. */
  get scope(): string {
    return basename(this.#cwd).toLowerCase();
  }

  files(): Promise<Readonly<Record<string, string>>> {
    return bytesOf(this.output);
  }
}
