import { stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import type { InitData } from '../../report/init-text.ts';
import type { Outcome } from '../../report/outcome.ts';
import { masked } from '../../config/credentials.ts';
import { newConfig } from '../../config/new-config.ts';
import { configName, parseConfig } from '../../config/read-config.ts';
import { readText } from '../../model/read-text.ts';
import { newSources } from './new-sources.ts';

export interface InitRequest {
  readonly urls: readonly string[];
  readonly folder: string;
  readonly dir: string;
  readonly package: string | undefined;
  readonly file: string | undefined;
}

/** Writes a first config. It is checked before anything is written, so a bad address leaves no file. */
export async function init(request: InitRequest): Promise<Outcome<InitData>> {
  const file = resolve(request.folder, request.file ?? configName);
  const sources = newSources(request.urls);
  const output = { dir: toPosix(request.dir), package: request.package ?? packageName(request.folder) };
  const text = newConfig(sources, output, await schemaSeenFrom(dirname(file)));
  await parseConfig(text, file);
  await writeNew(file, text);
  const written = [file];
  const ignored = `${output.dir.replace(/\/$/, '')}/** text eol=lf linguist-generated`;
  for (const [name, line] of [
    ['.gitattributes', ignored],
    ['.gitignore', '.devgen/'],
  ] as const) {
    const path = join(request.folder, name);
    if (await addLine(path, line)) written.push(path);
  }
  const data = {
    config: shown(request.folder, file),
    written: written.map((path) => shown(request.folder, path)),
    sources: sources.map((source) => ({ ...source, address: masked(source.address) })),
    output,
  };
  return { data, warnings: [], reasons: [] };
}

const SCHEMA = 'node_modules/devgen/schemas/config.schema.json';

/** That of the devgen which a package manager has put beside the config or above it; else where it would be. */
async function schemaSeenFrom(folder: string): Promise<string> {
  for (let above = folder; ; above = dirname(above)) {
    const found = join(above, SCHEMA);
    const path = toPosix(relative(folder, found));
    if (await isFile(found)) return path.startsWith('.') ? path : `./${path}`;
    if (dirname(above) === above) return `./${SCHEMA}`;
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function packageName(folder: string): string {
  const scope = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `@${scope || 'facility'}/devices`;
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new DevgenError(`${file} exists already\nIt is yours to edit; init only makes a first one.`, {
      code: 'CONFIG.EXISTS',
      hint: 'Add the source to the file by hand, then run `devgen sources`.',
    });
  }
}

/** Adds the line where it is missing; `false` when nothing was to do. */
async function addLine(path: string, line: string): Promise<boolean> {
  const text = readText(path) ?? '';
  if (text.split(/\r?\n/).includes(line)) return false;
  await writeFile(path, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`);
  return true;
}

function shown(folder: string, path: string): string {
  return toPosix(relative(folder, path)) || '.';
}

function toPosix(path: string): string {
  return path.replaceAll('\\', '/');
}
