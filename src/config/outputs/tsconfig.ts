import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';

/** As they are written. */
export type CompilerOptions = Readonly<Record<string, unknown>>;

/**
 * The options of the `tsconfig.json` nearest to a folder that need not exist, with those that it extends; `undefined` where
 * there is none up to the root. It is read here, not by a compiler: every command does it, and a compiler takes 0.2 s to load.
 */
export function nearestOptions(folder: string): CompilerOptions | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'tsconfig.json');
    if (isFile(file)) return optionsIn(file, []);
    if (dirname(at) === at) return undefined;
  }
}

function optionsIn(file: string, before: readonly string[]): CompilerOptions {
  if (before.includes(file)) throw unusable(file, 'It extends itself.');
  const { extends: bases = [], compilerOptions = {} } = parsed(file);
  const all = (Array.isArray(bases) ? bases : [bases]).map((base) =>
    optionsIn(extended(String(base), file), [...before, file]),
  );
  return Object.assign({}, ...all, compilerOptions) as CompilerOptions;
}

interface Written {
  readonly extends?: unknown;
  readonly compilerOptions?: CompilerOptions;
}

function parsed(file: string): Written {
  try {
    const value: unknown = JSON.parse(withoutComments(readFileSync(file, 'utf8')));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw unusable(file, error instanceof Error ? error.message : String(error));
  }
  throw unusable(file, 'It is no object.');
}

/** The file that another extends: beside it, or of a package. */
function extended(base: string, from: string): string {
  if (/^\.{1,2}(?:[\\/]|$)/.test(base) || isAbsolute(base)) {
    const path = resolve(dirname(from), base);
    return isFile(path) ? path : `${path}.json`;
  }
  const require = createRequire(from);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const path = require.resolve(name);
      if (path.endsWith('.json')) return path;
    } catch {
      // The next form of the name.
    }
  }
  throw unusable(from, `It extends ${base}, which is not installed.`);
}

/** JSON of what TypeScript takes beside that: comments, commas before a closing bracket, a mark at the beginning. */
function withoutComments(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, '$1');
  return plain.replaceAll(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, '$1');
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function unusable(file: string, why: string): DevgenError {
  return new DevgenError(`${file} cannot be read, which importExtension: auto has to\n${why}`, {
    code: 'CONFIG.TSCONFIG',
    source: file,
    hint: 'Correct the file, or name the ending: importExtension: ts, js or none.',
  });
}
