import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { nodeBinary, required } from '../peers/install/cache.js';

const root = resolve(import.meta.dirname, '../..');

/** The packages that a page may tell its reader to install: they are linked from this checkout. */
const packages: Readonly<Record<string, string>> = {
  devgen: '.',
  '@devgen/runtime': 'src/runtime',
  typescript: 'node_modules/typescript',
  yaml: 'node_modules/yaml',
  '@types/node': 'node_modules/@types/node',
};

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/** A reader has told git who they are. */
const identity = {
  GIT_AUTHOR_NAME: 'Reader',
  GIT_AUTHOR_EMAIL: 'reader@example.org',
  GIT_COMMITTER_NAME: 'Reader',
  GIT_COMMITTER_EMAIL: 'reader@example.org',
};

export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** A reader's folder: what a page's blocks are written to and run in, on a Node that runs TypeScript. */
export class Project {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'devgen-docs-'));
  readonly #environment: NodeJS.ProcessEnv;

  /** `facility` is what a reader has set of it: TANGO_HOST, PANDA_HOST. */
  constructor(facility: Readonly<Record<string, string>>) {
    const bin = join(this.folder, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(required(nodeBinary(22), 'Node 22'), join(bin, 'node'));
    symlinkSync(join(root, 'bin/run.js'), join(bin, 'devgen'));
    symlinkSync(join(root, 'node_modules/typescript/bin/tsc'), join(bin, 'tsc'));
    writeFileSync(join(bin, 'npm'), installer());
    chmodSync(join(bin, 'npm'), 0o755);
    for (const [name, source] of Object.entries(packages)) {
      const link = join(this.folder, 'node_modules', name);
      mkdirSync(join(link, '..'), { recursive: true });
      symlinkSync(join(root, source), link);
    }
    this.write('package.json', JSON.stringify({ name: 'reader', private: true, type: 'module' }));
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    this.#environment = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      ...facility,
      ...identity,
    };
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  shell(script: string): Ran {
    return this.#run('bash', ['--norc', '-euo', 'pipefail', '-c', script]);
  }

  /** Compiles every TypeScript file of the folder, strictly. */
  compile(): Ran {
    return this.shell('tsc -p .');
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(command: string, args: readonly string[]): Ran {
    const ran = spawnSync(command, args, {
      cwd: this.folder,
      env: this.#environment,
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status: ran.status, output: `${ran.stdout}${ran.stderr}` };
  }
}

/** Stands in for npm: the packages are not published, so an install only checks that it is one that the links satisfy. */
function installer(): string {
  const known = Object.keys(packages).join('|');
  return `#!/bin/bash
[ "$1" = install ] || { echo "only npm install is expected in a page" >&2; exit 1; }
for name in "\${@:2}"; do case "$name" in --*|${known}) ;; *) echo "unexpected package $name" >&2; exit 1;; esac; done
`;
}
