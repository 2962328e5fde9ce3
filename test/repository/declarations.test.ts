import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPILERS } from '../render/compile.ts';
import { Workspace } from '../render/packages.ts';
import { root } from './arrows.ts';

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** Of a project that has no types of Node and skips no check of what it imports; `AbortSignal` is the DOM's. */
const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable', 'dom'],
  module: 'nodenext',
  types: [],
  strict: true,
  skipLibCheck: false,
  noEmit: true,
};

const { exports } = JSON.parse(readFileSync(join(root, 'src/runtime/package.json'), 'utf8')) as Manifest;
const entries = Object.entries(exports).flatMap(([entry, target]) =>
  typeof target === 'string' ? [] : [{ name: `@devgen/runtime${entry.slice(1)}`, types: target.types }],
);

describe("the runtime's declarations", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace.remove());

  /** What a compiler says of a file, and which files it read. */
  function compiled(compiler: string, text: string): readonly string[] {
    writeFileSync(join(workspace.folder, 'user.ts'), text);
    writeFileSync(join(workspace.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['user.ts'] }));
    const args = [join(root, 'node_modules', compiler, 'bin/tsc'), '--listFiles', '--pretty', 'false'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: workspace.folder, encoding: 'utf8' });
    return stdout.trim().split('\n');
  }

  it.each(COMPILERS)("of every entry compile without Node's types, none skipped: %s", (compiler) => {
    const imports = entries.map(({ name }, at) => `export * as entry${at} from '${name}';\n`).join('');
    const listed = compiled(compiler, imports);
    expect(listed.filter((line) => line.includes('error TS'))).toEqual([]);
    expect(entries.length).toBeGreaterThan(10);
    expect(listed).toEqual(expect.arrayContaining(entries.map(({ types }) => join(root, 'src/runtime', types))));
    expect(compiled(compiler, 'export const bytes: Buffer | undefined = undefined;\n').join()).toMatch(
      /TS2\d+.*'Buffer'/,
    );
  });
});
