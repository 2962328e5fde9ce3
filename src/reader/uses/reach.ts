import { ts } from 'ts-morph';
import { compiledText, existsAsWritten } from './component-script.ts';
import type { OlderPackage } from './older-package.ts';
import type { UserProject } from './read-projects.ts';
import { resolver } from './resolver.ts';

/** Files from which a package can be reached. */
export interface Reach {
  readonly files: readonly string[];
  /** Whether one of them declares what all others see without an import. */
  readonly global: boolean;
}

/**
 * The files of a project, and those that they import, from which the package can be reached. Only imports are read:
 * for a file that is left out, no type is ever asked for.
 */
export function filesThatReach(older: OlderPackage, { files, options }: UserProject): Reach {
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => older.text(path) !== undefined || existsAsWritten(path),
    readFile: (path) => older.text(path) ?? ts.sys.readFile(path),
    directoryExists: (path) => older.has(`${path}/`) || ts.sys.directoryExists(path),
    realpath: (path) => (older.text(path) === undefined ? (ts.sys.realpath?.(path) ?? path) : path),
  };
  const resolve = resolver(older, options, host);
  const importers = new Map<string, string[]>();
  const seen = new Set<string>();
  const open = new Set<string>();
  for (const waiting = [...files]; waiting.length > 0;) {
    const file = waiting.pop() ?? '';
    if (seen.has(file) || older.has(file)) continue;
    seen.add(file);
    const { imports, global } = read(file);
    if (global) open.add(file);
    for (const specifier of imports) {
      const to = resolve(specifier, file)?.resolvedFileName;
      if (to === undefined || to.includes('/node_modules/')) continue;
      importers.set(to, [...(importers.get(to) ?? []), file]);
      waiting.push(to);
    }
  }
  const reached = new Set<string>();
  for (const waiting = [...importers.keys()].filter((file) => older.has(file)); waiting.length > 0;) {
    for (const file of importers.get(waiting.pop() ?? '') ?? []) {
      if (reached.has(file)) continue;
      reached.add(file);
      waiting.push(file);
    }
  }
  // What is global is reached without an import.
  const global = [...reached].some((file) => open.has(file));
  return { files: global ? [...seen] : [...reached], global };
}

function read(file: string): { readonly imports: readonly string[]; readonly global: boolean } {
  const text = readText(file);
  const { importedFiles, referencedFiles, ambientExternalModules } = ts.preProcessFile(text, true, true);
  const references = referencedFiles.map(({ fileName }) => (/^\.?\.?\//.test(fileName) ? fileName : `./${fileName}`));
  return {
    imports: [...importedFiles.map(({ fileName }) => fileName), ...references],
    global: ambientExternalModules !== undefined || /\bdeclare\s+global\b/.test(text) || !isModule(text),
  };
}

function isModule(text: string): boolean {
  return /^\s*(?:import\b(?!\s*\()|export\b)/m.test(text);
}

function readText(file: string): string {
  try {
    return compiledText(file);
  } catch {
    return '';
  }
}
