import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root, runNode, type Finished } from './cli.ts';

/** Links what `npm install` would link: the runtime, and the generated package as a workspace. */
export async function linkPackages(project: string, name: string, folder: string): Promise<void> {
  await link(join(root, 'src/runtime'), join(project, 'node_modules/@devgen/runtime'));
  await link(join(project, folder), join(project, 'node_modules', name));
  await link(join(root, 'node_modules/@types/node'), join(project, 'node_modules/@types/node'));
  await link(join(root, 'node_modules/undici-types'), join(project, 'node_modules/undici-types'));
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path, 'dir');
}

const options = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** The user's own `tsc` over a script and everything that it imports. */
export async function typeCheck(project: string, script: string): Promise<Finished> {
  await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: [script] }));
  return runNode([join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: project });
}

/** Runs a script on any Node: bundled first, since Node 20 strips no types. */
export async function runScript(project: string, script: string, args: readonly string[]): Promise<Finished> {
  const outfile = join(project, 'bundle.mjs');
  await build({
    absWorkingDir: project,
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  return runNode([outfile, ...args], { cwd: project });
}
