import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import { expandMacros, type Macros } from './macros.ts';
import { parseDatabase } from './parse-database.ts';
import { parseSubstitutions } from './parse-substitutions.ts';
import { type DatabaseRecord, groupNames } from './record.ts';
import { Tokens } from './tokens.ts';

export interface LoadOptions {
  readonly macros: Macros;
  /** Folders beside that of each file. */
  readonly path: readonly string[];
}

/** What files of an IOC load. */
export interface Database {
  readonly records: readonly DatabaseRecord[];
  /** Of records, their aliases and their groups, each once. */
  readonly names: readonly string[];
}

const SUBSTITUTIONS = /\.(?:substitutions?|subs)$/i;
const INCLUDE = /^[ \t]*include[ \t]+"([^"\n]+)"[^\n]*$/;
const SUBSTITUTE = /^[ \t]*substitute[ \t]+"([^"\n]*)"[^\n]*$/;
/** Files that include each other in a circle. */
const DEEPEST = 32;

/** Reads a database, a template or a substitution file. Throws `CONFIG.FILE` with the place of what is wrong. */
export async function loadDatabase(file: string, options: LoadOptions): Promise<Database> {
  const parts = SUBSTITUTIONS.test(file) ? await loadSubstitutions(file, options) : [await loadOne(file, options)];
  const records = parts.flatMap((part) => part.records);
  const names = records.flatMap((record) => [record.name, ...record.aliases, ...groupNames(record)]);
  return { records, names: [...new Set([...names, ...parts.flatMap((part) => part.aliases)])] };
}

async function loadOne(file: string, options: LoadOptions): Promise<ReturnType<typeof parseDatabase>> {
  const pieces: Tokens[] = [];
  await read(file, options.macros, options.path, 0, pieces);
  return parseDatabase(pieces);
}

async function loadSubstitutions(
  file: string,
  { macros, path }: LoadOptions,
): Promise<readonly ReturnType<typeof parseDatabase>[]> {
  const tokens = new Tokens(await readText(file), file);
  const uses = parseSubstitutions(tokens);
  return Promise.all(
    uses.map(async ({ template, macros: own, line }) => {
      const name = expandMacros(template, macros);
      const found = await find(name, [dirname(file), ...path]);
      if (found === undefined) throw tokens.error(line, notThere(name, [dirname(file), ...path]));
      const given = Array.from(own, ([key, value]) => [key, expandMacros(value, macros)] as const);
      return loadOne(found, { macros: new Map([...macros, ...given]), path: [dirname(file), ...path] });
    }),
  );
}

/**
 * Reads a file line by line, with macros expanded, as msi does and IOCs nearly so: the text up to an included file is a
 * piece, then come those of that file. Returns the macros that were set in it.
 */
async function read(
  file: string,
  given: Macros,
  path: readonly string[],
  depth: number,
  pieces: Tokens[],
): Promise<Macros> {
  if (depth > DEEPEST) throw fileError(`${file}: files include each other more than ${DEEPEST} deep`);
  let macros = given;
  let lines: string[] = [];
  for (const [index, line] of (await readText(file)).split(/\r?\n/).entries()) {
    const text = expandMacros(line, macros);
    const substitute = SUBSTITUTE.exec(text)?.[1];
    const include = INCLUDE.exec(text)?.[1];
    lines.push(substitute === undefined && include === undefined ? text : '');
    if (substitute !== undefined) macros = new Map([...macros, ...assignments(substitute)]);
    if (include === undefined) continue;
    pieces.push(new Tokens(lines.join('\n'), file));
    // The lines that follow keep their numbers.
    lines = Array.from(lines, () => '');
    const folders = [dirname(file), ...path];
    const found = await find(include, folders);
    if (found === undefined) throw fileError(`${file}:${index + 1}: ${notThere(include, folders)}`);
    macros = await read(found, macros, path, depth + 1, pieces);
  }
  pieces.push(new Tokens(lines.join('\n'), file));
  return macros;
}

function assignments(text: string): readonly (readonly [string, string])[] {
  return text.split(',').flatMap((each) => {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*([^]*?)\s*$/.exec(each) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

async function find(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const file = resolve(folder, name);
    const text = await readFile(file).catch(() => undefined);
    if (text !== undefined) return file;
  }
  return undefined;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw fileError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

function notThere(name: string, folders: readonly string[]): string {
  return `${name} is in none of ${folders.map((folder) => join(folder)).join(', ')}`;
}

function fileError(message: string): DevgenError {
  return new DevgenError(message, { code: 'CONFIG.FILE', hint: 'Correct the path, or add the folder to path.' });
}
