import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cruise, type IModule } from 'dependency-cruiser';
import { BUNDLED } from '../../bin/bundled.js';

export const root: string = resolve(import.meta.dirname, '../..');

/** One import: the file, what it wrote, and the file, package or Node module that this is. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly to: string;
  readonly kind: 'file' | 'package' | 'node' | 'unresolved';
}

const model = 'model';
const core = 'runtime/core';
const protocols = ['runtime/tango', 'runtime/pva', 'runtime/ca', 'runtime/panda'];

/** Rooms that a room may import beside itself; `runtime/x/codec` is a part of `runtime/x`. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  commands: ['config', 'sources', 'render', 'reader', 'publish', 'report', model, core],
  config: [model, core],
  sources: [model, core, ...protocols],
  render: [model, core],
  reader: [model, core],
  publish: [model, core],
  report: [model, core],
  model: [core],
  sim: protocols.map((protocol) => `${protocol}/codec`),
  [core]: [],
  'runtime/v1': [core],
  'runtime/scan': [core],
  // A box behind an IOC is both.
  'runtime/panda-ioc': [core, 'runtime/panda', 'runtime/pva'],
  ...Object.fromEntries(protocols.map((protocol) => [protocol, [core]])),
};

/** What a user of devgen has, beside it or within it. */
const INSTALLED = new Set([
  ...Object.keys(
    (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object }).dependencies,
  ),
  ...BUNDLED.map(packageOf),
]);

/** Packages that one room alone imports. */
const OWNERS: Readonly<Record<string, string>> = {
  'ts-morph': 'reader',
  handlebars: 'render',
};

/** Every TypeScript file below a folder, builds left out. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/(^|\/)(dist|node_modules)\//.test(path))
    .toSorted();
}

/** The modules below src and what they import, types and dynamic imports too. */
export async function readImports(): Promise<{
  readonly modules: readonly string[];
  readonly imports: readonly Import[];
}> {
  const { output } = await cruise(
    ['src'],
    // Dependency-cruiser reads TypeScript with the compiler's API, which TypeScript 7 has not: it would see no module.
    { parser: 'swc', baseDir: root, doNotFollow: { path: 'node_modules' }, exclude: { path: '(^|/)dist/' } },
    {
      conditionNames: ['@devgen/source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js'],
    },
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered text.');
  const modules = output.modules.filter((module) => module.source.startsWith('src/'));
  return { modules: modules.map((module) => module.source).toSorted(), imports: modules.flatMap(importsOf) };
}

function importsOf(module: IModule): readonly Import[] {
  return module.dependencies.map((dependency) => {
    const kind = dependency.couldNotResolve ? 'unresolved' : kindOf(dependency.resolved, dependency.coreModule);
    return { from: module.source, specifier: dependency.module, to: dependency.resolved, kind };
  });
}

function kindOf(resolved: string, isNode: boolean): Import['kind'] {
  if (isNode) return 'node';
  return resolved.startsWith('src/') ? 'file' : 'package';
}

/** Why an import may not be; undefined for one that may. */
export function objection(entry: Import): string | undefined {
  const why = { file: fileObjection, package: packageObjection, node: nodeObjection, unresolved: unresolved }[
    entry.kind
  ](entry);
  return why === undefined ? undefined : `${entry.from} imports ${entry.specifier}: ${why}`;
}

function fileObjection({ from, specifier, to }: Import): string | undefined {
  const isOwnPackage = from.startsWith('src/runtime/') === to.startsWith('src/runtime/');
  if (isOwnPackage !== specifier.startsWith('.')) return 'by name across packages, by path within one';
  const room = roomOf(from);
  const arrows = ARROWS[room];
  if (arrows === undefined) return `nothing is said of the room ${room}`;
  const isAllowed = [room, ...arrows].some((allowed) => to.startsWith(`src/${allowed}/`));
  return isAllowed ? undefined : `no arrow from ${room} to ${roomOf(to)}`;
}

function packageObjection({ from, specifier }: Import): string | undefined {
  if (from.startsWith('src/runtime/')) return 'the runtime depends on nothing';
  const name = packageOf(specifier);
  if (!INSTALLED.has(name)) return 'a user of devgen does not install it';
  const owner = OWNERS[name];
  return owner === undefined || owner === roomOf(from) ? undefined : `only ${owner} imports it`;
}

export function packageOf(specifier: string): string {
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

function nodeObjection({ from }: Import): string | undefined {
  return /^src\/runtime\/(core|v1|scan)\//.test(from) ? 'it also runs in a browser' : undefined;
}

function unresolved(): string {
  return 'nothing is there';
}

function roomOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  return first === 'runtime' ? `runtime/${second}` : first;
}
