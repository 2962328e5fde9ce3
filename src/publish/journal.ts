import { existsSync, mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBytes } from '../model/read-text.ts';
import { hashAt, namesIn, removeEmptyFolders, writeSynced } from './disk.ts';
import { isInside, isOwnable, LOCAL_FOLDER } from './manifest.ts';
import { publishError } from './publish-error.ts';
import { removeStage, hasLocalFolder, isStagedPath } from './stage.ts';

const JOURNAL = join(LOCAL_FOLDER, 'journal.json');
/** The journal before it counts. */
const DRAFT = join(LOCAL_FOLDER, 'journal.new');

/** One path of a publication: hashes of its bytes before and after, `null` for no file. */
export interface Step {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The staged file, within the package folder; `null` where the path is removed. */
  readonly at: string | null;
}

/** From here on the publication happens, whatever happens to the process. A former journal gives way to this one. */
export function commit(folder: string, steps: readonly Step[]): void {
  writeSynced(join(folder, DRAFT), `${JSON.stringify({ format: 1, steps }, null, 1)}\n`);
  renameSync(join(folder, DRAFT), join(folder, JOURNAL));
}

export function hasJournal(folder: string): boolean {
  return hasLocalFolder(folder) && existsSync(join(folder, JOURNAL));
}

/** The steps of a publication that was committed and not finished; `undefined` when there is none. Throws `PUBLISH.JOURNAL`. */
export function readJournal(folder: string): readonly Step[] | undefined {
  if (!hasJournal(folder)) return undefined;
  const steps = stepsOf(readBytes(join(folder, JOURNAL))?.toString('utf8') ?? '');
  if (steps === undefined) throw damaged(folder, join(folder, JOURNAL));
  return steps;
}

/** `undefined` where the text is not what {@link commit} wrote: a disk that lost it, for one. */
function stepsOf(text: string): readonly Step[] | undefined {
  try {
    const { steps } = JSON.parse(text) as { readonly steps?: unknown };
    return Array.isArray(steps) && steps.every(isStep) ? steps : undefined;
  } catch {
    return undefined;
  }
}

function isStep(step: unknown): step is Step {
  if (typeof step !== 'object' || step === null) return false;
  const { path, from, to, at } = step as { readonly [K in keyof Step]?: unknown };
  const isPlace = to === null ? at === null : typeof at === 'string' && isStagedPath(at);
  return typeof path === 'string' && isInside(path) && isPlace && [from, to].every(isHashOrNone);
}

function isHashOrNone(hash: unknown): boolean {
  return hash === null || typeof hash === 'string';
}

/** Does the steps, then forgets the journal. */
export function applySteps(folder: string, steps: readonly Step[]): void {
  for (const { path, at } of steps) {
    const target = join(folder, path);
    if (at === null) {
      unlinkSync(target);
      removeEmptyFolders(folder, path);
    } else {
      if (!existsSync(dirname(target))) mkdirSync(dirname(target), { recursive: true });
      renameSync(join(folder, at), target);
    }
  }
  tidy(folder);
}

/** Finishes a committed publication whose process was killed. For whoever holds the folder's mutex. */
export function finish(folder: string): void {
  const steps = readJournal(folder);
  if (steps === undefined) return;
  const found = steps.map((step) => ({ step, hash: hashAt(join(folder, step.path)) }));
  const foreign = found.filter(({ step, hash }) => hash !== step.from && hash !== step.to);
  if (foreign.length > 0) {
    const paths = foreign.map(({ step }) => step.path).join(', ');
    const message = `a publication in ${folder} was cut off, and since then these files were changed: ${paths}`;
    throw publishError('CHANGED_SINCE_CRASH', message, 'devgen generate --abandon');
  }
  const left = found.flatMap(({ step, hash }) => (hash === step.to ? [] : [step]));
  // A power failure may keep the journal and lose the texts that it names.
  const lost = left.find(({ at, to }) => at !== null && hashAt(join(folder, at)) !== to);
  if (lost !== undefined) throw damaged(folder, join(folder, lost.at ?? ''));
  for (const { path, to } of steps) if (to === null) removeEmptyFolders(folder, path);
  applySteps(folder, left);
}

/**
 * What a publication wrote that was cut off and is given up, by path: hashes of devgen's own texts, which the manifest
 * does not know. A damaged journal tells nothing.
 */
export function abandoned(folder: string): ReadonlyMap<string, string> {
  const steps = (hasJournal(folder) ? stepsOf(readBytes(join(folder, JOURNAL))?.toString('utf8') ?? '') : []) ?? [];
  return new Map(steps.flatMap(({ path, to }) => (to !== null && isOwnable(path) ? [[path, to] as const] : [])));
}

/** Leaves nothing in the local folder of publications, ended or given up. */
export function tidy(folder: string): void {
  if (!hasLocalFolder(folder)) return;
  // First: from here on nothing is left to do.
  removeIfThere(join(folder, JOURNAL));
  sweep(folder);
}

/** Removes what was made for a commit that did not come, as far as it can be removed. */
export function dropDraft(folder: string): void {
  try {
    if (hasLocalFolder(folder)) sweep(folder);
  } catch {
    // Nothing of it counts, and the next publication begins with this.
  }
}

function sweep(folder: string): void {
  removeIfThere(join(folder, DRAFT));
  removeStage(folder);
  const local = join(folder, LOCAL_FOLDER);
  if (namesIn(local)?.length === 0) rmdirSync(local);
}

function removeIfThere(path: string): void {
  if (existsSync(path)) unlinkSync(path);
}

function damaged(folder: string, path: string): Error {
  const message = `a publication in ${folder} was cut off, and what it needs is damaged: ${path}`;
  return publishError('JOURNAL', message, 'devgen generate --abandon');
}
