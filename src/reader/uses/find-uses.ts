import type { Broken } from '../../model/uses/broken.ts';
import type { Marked } from '../../model/uses/marks.ts';
import { writtenName } from './component-script.ts';
import { filesThatMention } from './mentions.ts';
import { olderProject } from './older-files.ts';
import { OlderPackage, type OlderTexts } from './older-package.ts';
import { filesThatReach } from './reach.ts';
import { readProjects, type UserProject } from './read-projects.ts';
import { Targets } from './targets.ts';
import type { FoundUses, Use } from './use.ts';
import { usesIn } from './uses-in-file.ts';

export interface UseSearch {
  /** A `tsconfig.json`; else the nearest from the folder upwards. */
  readonly tsconfig: string | undefined;
  readonly folder: string;
  readonly older: OlderTexts;
  readonly broken: readonly Broken[];
  readonly marks: Marked;
}

/**
 * Where a user's code names what breaks. The code is read with the older package in the place of that on the disk,
 * whichever that is, and nothing is written. Throws `USAGE.TSCONFIG`.
 */
export function findUses({ tsconfig, folder, older: texts, broken, marks }: UseSearch): FoundUses {
  const older = new OlderPackage(texts);
  const uses = new Map<string, Use>();
  const files = new Set<string>();
  const reached = new Set<string>();
  const unplaced = new Set<string>();
  for (const project of readProjects(tsconfig, folder)) {
    for (const file of project.files) if (!older.has(file)) files.add(file);
    const reach = filesThatReach(older, project);
    for (const file of reach.files) {
      files.add(file);
      reached.add(file);
    }
    const looked = reach.global ? reach.files : filesThatMention(reach.files, broken);
    if (broken.length === 0 || looked.length === 0) continue;
    const { targets, found } = usesOf(project, looked, older, broken, marks);
    for (const { file, ...rest } of found) {
      const use = { ...rest, file: writtenName(file) };
      uses.set(JSON.stringify(use), use);
    }
    for (const { fate, name } of targets.unplaced) unplaced.add(`${fate.class}.${fate.member ?? name}`);
  }
  return {
    uses: [...uses.values()].toSorted(byPlace),
    files: files.size,
    reached: reached.size,
    unplaced: [...unplaced],
  };
}

function usesOf(
  { options }: UserProject,
  files: readonly string[],
  older: OlderPackage,
  broken: readonly Broken[],
  marks: Marked,
): { readonly targets: Targets; readonly found: readonly Use[] } {
  const project = olderProject(older, options);
  for (const file of files) project.addSourceFileAtPathIfExists(file);
  for (const each of broken) if ('stem' in each) project.addSourceFileAtPathIfExists(older.path(`${each.stem}.ts`));
  const program = project.getProgram().compilerObject;
  const checker = program.getTypeChecker();
  const targets = new Targets(broken, marks, older, checker, program);
  const found = files.flatMap((path) => {
    const file = program.getSourceFile(path);
    return file === undefined || file.isDeclarationFile ? [] : usesIn(file, targets, checker);
  });
  return { targets, found };
}

function byPlace(a: Use, b: Use): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
