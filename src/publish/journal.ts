import { existsSync } from 'node:fs';
import { mkdir, rename, rm, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readBytes, removeEmptyFolders, sha256, writeSynced } from './disk.ts';
import { isInside, LOCAL_FOLDER } from './manifest.ts';
import { publishError } from './publish-error.ts';

export const JOURNAL = join(LOCAL_FOLDER, 'journal.json');
export const STAGE = join(LOCAL_FOLDER, 'stage');

/** One path of a publication: hashes of its bytes before and after, `null` for no file. */
export interface Step {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The staged file, within the package folder; `null` where the path is removed. */
  readonly at: string | null;
}

/** From here on the publication happens, whatever happens to the process. */
export async function commit(folder: string, steps: readonly Step[]): Promise<void> {
  const draft = join(folder, LOCAL_FOLDER, 'journal.new');
  await writeSynced(draft, `${JSON.stringify({ format: 1, steps }, null, 1)}\n`);
  await rename(draft, join(folder, JOURNAL));
}

/** The steps of a publication that was committed and not finished; `undefined` when there is none. Throws `PUBLISH.JOURNAL`. */
export function readJournal(folder: string): readonly Step[] | undefined {
  const text = readBytes(join(folder, JOURNAL))?.toString('utf8');
  if (text === undefined) return undefined;
  const steps = stepsOf(text);
  if (steps === undefined) {
    const message = `${join(folder, JOURNAL)} tells of a publication that was cut off, and it is damaged`;
    throw publishError('JOURNAL', message, 'devgen generate --abandon');
  }
  return steps.filter(({ path }) => isInside(path));
}

export function hasJournal(folder: string): boolean {
  return existsSync(join(folder, JOURNAL));
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
  return typeof path === 'string' && [from, to, at].every((each) => each === null || typeof each === 'string');
}

/** Does the steps that are not done yet, then forgets the journal. */
export async function applySteps(folder: string, steps: readonly Step[]): Promise<void> {
  for (const { path, to, at } of steps) {
    const target = join(folder, path);
    if (hashAt(target) === to) continue;
    if (at === null) {
      await unlink(target);
      await removeEmptyFolders(folder, path);
    } else {
      await mkdir(dirname(target), { recursive: true });
      await rename(join(folder, at), target);
    }
  }
  await unlink(join(folder, JOURNAL));
  await emptyStage(folder);
}

export async function emptyStage(folder: string): Promise<void> {
  await rm(join(folder, STAGE), { recursive: true, force: true });
}

/** Finishes a committed publication whose process was killed. For whoever holds the folder's mutex. */
export async function finish(folder: string): Promise<void> {
  const steps = readJournal(folder);
  if (steps === undefined) return;
  const foreign = steps.filter(({ path, from, to }) => {
    const hash = hashAt(join(folder, path));
    return hash !== from && hash !== to;
  });
  if (foreign.length > 0) {
    const paths = foreign.map(({ path }) => path).join(', ');
    const message = `a publication in ${folder} was cut off, and since then these files were changed: ${paths}`;
    throw publishError('CHANGED_SINCE_CRASH', message, 'devgen generate --abandon');
  }
  await applySteps(folder, steps);
}

/** Gives a committed publication up: the tree stays as it is, and `generate` makes it whole. */
export async function abandon(folder: string): Promise<void> {
  await rm(join(folder, JOURNAL), { force: true });
  await emptyStage(folder);
}

function hashAt(path: string): string | null {
  const bytes = readBytes(path);
  return bytes === undefined ? null : sha256(bytes);
}
