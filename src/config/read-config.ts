import { dirname, join, resolve } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { checkNode } from './check-node.ts';
import type { Config, IgnoreConfig, Naming, SourceConfig, Where } from './config.ts';
import { ConfigError } from './config-error.ts';
import { literalCredential } from './credentials.ts';
import { readPackages } from './outputs/read-packages.ts';
import { readSchema } from './schema.ts';
import { readSelection } from './read-selection.ts';
import { readText } from '../model/read-text.ts';

export const configName = 'devgen.yaml';

/** The config at a path, or the nearest `devgen.yaml` from the folder upwards. */
export async function readConfig(path: string | undefined, folder: string): Promise<Config> {
  const [file, text] = path === undefined ? find(folder) : open(resolve(folder, path));
  return parseConfig(text, file);
}

function find(start: string): readonly [string, string] {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, configName);
    const text = readText(file);
    if (text !== undefined) return [file, text];
    if (dirname(folder) === folder) throw notFound(`There is no ${configName} here`, join(start, configName));
  }
}

function open(file: string): readonly [string, string] {
  const text = readText(file);
  if (text === undefined) throw notFound('There is no such config file', file);
  return [file, text];
}

function notFound(summary: string, file: string): ConfigError {
  const why = `Looked for ${file}${file.endsWith(configName) ? ' and in the folders above' : ''}.`;
  return new ConfigError('CONFIG.NOT_FOUND', summary, { where: { file }, why, hint: 'devgen init' });
}

/** Checks a config's text; the first problem is thrown, the others are named in its reason. */
export async function parseConfig(text: string, file: string): Promise<Config> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): Where => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const broken = document.errors[0];
  if (broken) {
    const why = broken.message.split(' at line')[0] ?? broken.message;
    throw new ConfigError('CONFIG.SYNTAX', 'The config is not valid YAML', {
      where: at(broken.pos[0]),
      why,
      hint: 'Correct the line.',
    });
  }
  const [first, ...more] = checkNode(document, await readSchema());
  if (first) {
    const others = more.map((problem) => `line ${at(problem.offset).line ?? 0}: ${problem.summary}`);
    const why = others.length === 0 ? first.why : `${first.why} Also ${others.join('; ')}.`;
    throw new ConfigError(first.code, first.summary, { where: at(first.offset), why, hint: first.hint });
  }
  // What stands behind an alias has the place of the alias.
  const placeOf: PlaceOf = (...path) => {
    const nodes = path.map((_, index) => document.getIn(path.slice(0, index + 1), true));
    const last = nodes.findLast((node) => node !== undefined) as { range?: readonly number[] } | undefined;
    return at(last?.range?.[0] ?? 0);
  };
  const keyPlaceOf: PlaceOf = (...path) => {
    const map = document.getIn(path.slice(0, -1), true);
    const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    return isScalar(pair?.key) ? at(pair.key.range?.[0] ?? 0) : placeOf(...path);
  };
  return toConfig(document.toJS({ mapAsMap: true }), file, placeOf, keyPlaceOf);
}

/** What every kind of source has. */
const COMMON = new Set(['kind', 'address', 'include', 'exclude', 'classes', 'excludeClasses']);

/** Where the value, or the key, at a path of keys stands. */
export type PlaceOf = (...path: readonly (string | number)[]) => Where;

function toConfig(root: ReadonlyMap<string, unknown>, file: string, at: PlaceOf, keyAt: PlaceOf): Config {
  const folder = dirname(file);
  const templates = root.get('templates') as string | undefined;
  const sources = root.get('sources') as ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  const shared = {
    file,
    folder,
    sources: [...sources].map(([name, entry]) => toSource(name, entry, at)),
    isList: Array.isArray(root.get('output')),
    naming: (root.get('naming') as Naming | undefined) ?? 'camel',
    templates: templates === undefined ? undefined : resolve(folder, templates),
    offline: (root.get('offline') as readonly string[] | undefined) ?? [],
    breaking: (root.get('breaking') as readonly string[] | undefined) ?? ['SOURCE'],
    ignore: toIgnores(root.get('ignore') as readonly ReadonlyMap<string, string>[] | undefined, at),
  };
  return { ...shared, packages: readPackages(root, shared, { at, keyAt }) };
}

function toIgnores(entries: readonly ReadonlyMap<string, string>[] = [], at: PlaceOf): readonly IgnoreConfig[] {
  return entries.map((entry, index) => ({
    ...(Object.fromEntries(entry) as Omit<IgnoreConfig, 'where'>),
    where: at('ignore', index),
  }));
}

function toSource(name: string, entry: ReadonlyMap<string, unknown>, at: PlaceOf): SourceConfig {
  const where = at('sources', name, 'address');
  const address = entry.get('address') as string;
  if (literalCredential(address)) {
    throw new ConfigError('CONFIG.CREDENTIALS', `The address of source ${name} holds a credential`, {
      where,
      why: 'The config is committed, so a user name or password in it would be published.',
      hint: 'Put it in an environment variable and write ${NAME}.',
    });
  }
  return {
    name,
    kind: entry.get('kind') as string,
    address,
    ...readSelection(entry, (...path) => at('sources', name, ...path)),
    where,
    options: optionsOf(entry),
    whereOf: (...path) => at('sources', name, ...path),
  };
}

/** Names in it are a person's: `__proto__` must be a key like any other. */
function optionsOf(entry: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  const own = [...entry].filter(([key]) => !COMMON.has(key));
  return plain(new Map(own)) as Readonly<Record<string, unknown>>;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  const record = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of value) record[String(key)] = plain(inner);
  return record;
}
