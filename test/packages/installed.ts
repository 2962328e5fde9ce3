import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { root } from '../repository/arrows.ts';

const execute = promisify(execFile);

/** What a program printed; one that fails rejects with all of it. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    return (await execute(command, [...args], options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** devgen and its runtime as they are packed, and all that they need in a cache that is theirs alone. */
export class Tarballs {
  readonly folder: string = temporaryFolder('packages');
  readonly #cache = join(this.folder, 'cache');
  #files: { readonly devgen: string; readonly runtime: string } = { devgen: '', runtime: '' };

  /** Packs both and primes the cache: the one install that may ask a registry. */
  static async create(): Promise<Tarballs> {
    const made = new Tarballs();
    const [devgen, runtime] = [await made.pack(root), await made.pack(join(root, 'src/runtime'))];
    made.#files = { devgen, runtime };
    await new Folder(join(made.folder, 'priming')).install(made.#cache, ['--prefer-offline'], [devgen, runtime]);
    return made;
  }

  get files(): { readonly devgen: string; readonly runtime: string } {
    return this.#files;
  }

  /** A package folder as npm packs it. */
  async pack(folder: string): Promise<string> {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', this.folder];
    const [packed] = JSON.parse(await run('npm', args, folder)) as { readonly filename: string }[];
    return join(this.folder, packed?.filename ?? '');
  }

  /** A new project with its first files. */
  project(name: string, files: Readonly<Record<string, string>>): Folder {
    const folder = new Folder(join(this.folder, name));
    for (const [path, text] of Object.entries(files)) folder.write(path, text);
    return folder;
  }

  /** Without a registry: what is not in the cache cannot be had. */
  install(project: Folder, ...tarballs: readonly string[]): Promise<string> {
    return project.install(this.#cache, ['--offline'], tarballs);
  }

  remove(): void {
    removeFolder(this.folder);
  }
}

/** A user's project. */
export class Folder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path, { recursive: true });
  }

  write(file: string, text: string): void {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  copy(from: string, to: string): void {
    cpSync(from, join(this.path, to), { recursive: true });
  }

  install(cache: string, flags: readonly string[], tarballs: readonly string[]): Promise<string> {
    const args = ['install', '--no-audit', '--no-fund', '--cache', cache, ...flags, ...tarballs];
    return run('npm', args, this.path);
  }

  devgen(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    return run(process.execPath, ['node_modules/devgen/bin/run.js', ...args], this.path, env);
  }
}
