import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import { ts } from 'ts-morph';
import { compiledName, COMPONENTS } from './component-script.ts';

/** A `tsconfig.json`: the files that it names and how they are compiled. */
export interface UserProject {
  readonly file: string;
  readonly files: readonly string[];
  readonly options: ts.CompilerOptions;
}

/**
 * The project of a `tsconfig.json`, and those that it refers to. Without a path it is the nearest from the folder
 * upwards. Throws `USAGE.TSCONFIG`.
 */
export function readProjects(path: string | undefined, folder: string): readonly UserProject[] {
  const start = path === undefined ? nearestFile(folder) : configFile(resolve(folder, path));
  if (start === undefined) throw unusable(`There is no tsconfig.json in ${folder} or above`);
  const projects = new Map<string, UserProject>();
  for (const waiting = [start]; waiting.length > 0;) {
    const file = waiting.pop() ?? '';
    if (projects.has(file)) continue;
    const { project, references } = readProject(file);
    projects.set(file, project);
    waiting.push(...references);
  }
  const all = [...projects.values()];
  if (all.every(({ files }) => files.length === 0)) throw unusable(`${start} names no file`);
  return all;
}

function readProject(file: string): { readonly project: UserProject; readonly references: readonly string[] } {
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  if (error !== undefined) throw unusable(`${file} cannot be read`, error);
  const { fileNames, options, projectReferences, errors } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    dirname(file),
    undefined,
    file,
    undefined,
    COMPONENTS.map((extension) => ({ extension, isMixedContent: true, scriptKind: ts.ScriptKind.Deferred })),
  );
  // What is no file to compile is told by the caller: other projects may have some.
  const NO_INPUTS = [18002, 18003];
  const problem = errors.find(
    ({ code, category }) => category === ts.DiagnosticCategory.Error && !NO_INPUTS.includes(code),
  );
  if (problem !== undefined) throw unusable(`${file} cannot be used`, problem);
  const references = (projectReferences ?? []).map((reference) => configFile(reference.path));
  return { project: { file, files: fileNames.map(compiledName), options }, references };
}

function nearestFile(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, 'tsconfig.json');
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

function configFile(path: string): string {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'tsconfig.json') : path;
  if (existsSync(file)) return file;
  throw unusable(`There is no ${file}`);
}

function unusable(summary: string, problem?: ts.Diagnostic): DevgenError {
  const why = problem === undefined ? '' : `\n${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`;
  return new DevgenError(`${summary}${why}`, {
    code: 'USAGE.TSCONFIG',
    hint: 'Name the tsconfig of the code that uses the package: `devgen diff --uses tsconfig.json`',
  });
}
