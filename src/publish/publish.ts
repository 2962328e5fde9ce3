import { lstatSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { LOCK_FILE } from '../model/lock/lock.ts';
import { readBytes } from '../model/read-text.ts';
import { hashAt, sha256, writeSynced } from './disk.ts';
import { type FileFinding, type HashOf, inspect, type Inspection } from './inspect.ts';
import { abandoned, applySteps, commit, dropDraft, finish, type Step, tidy } from './journal.ts';
import { MANIFEST_FILE, printManifest } from './manifest.ts';
import { publishError } from './publish-error.ts';
import { makeStage, stagedPath } from './stage.ts';

/** Texts by path within the package folder; `null` removes. */
type Texts = ReadonlyMap<string, string | null>;

export interface Publication {
  /** The hash of each text by path within the package folder: the whole package, without lock and manifest. */
  readonly expected: ReadonlyMap<string, string>;
  /** What the hashes are of; by default as {@link packageHash} makes them. */
  readonly hashOf?: HashOf;
  /** The texts of these files. Asked once, for what has to be written; where it rejects, nothing is written. */
  readonly textsOf: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The lock's text; without it the lock stays as it is. */
  readonly lock?: string;
  /** Overwrite and remove files that were edited by hand too: all of them, or these. */
  readonly overwrite?: boolean | ReadonlySet<string>;
  /** Files edited by hand whose edits are from now on edits of the new texts: what there was to carry over was. */
  readonly rebased?: ReadonlySet<string>;
  /** Give a publication up that was cut off; without it that one is finished first. */
  readonly abandon?: boolean;
  /** Versions for the manifest. */
  readonly versions: { readonly devgen: string; readonly templates: string };
  /** Until the one commit point an abort leaves the old tree; after it the new one comes. */
  readonly signal?: AbortSignal;
}

/** Sorted paths; the lock and the manifest are not among them. */
export interface Published {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Edited by hand, or never devgen's, and left. */
  readonly kept: readonly string[];
  readonly unchanged: number;
  readonly lock: 'written' | 'unchanged';
}

/**
 * Brings a package folder to new texts as a whole: after a crash at any point it is the old tree or the new one. For
 * whoever holds the folder's mutex, and has held it since the lock was read: else it is another's lock that is lost.
 */
export async function publish(folder: string, publication: Publication): Promise<Published> {
  if (publication.abandon !== true) finish(folder);
  const plan = planOf(
    folder,
    publication,
    inspect(folder, publication.expected, abandoned(folder), publication.hashOf),
  );
  const texts = await textsOf(plan, publication);
  await write(folder, texts, publication.signal);
  return plan.published;
}

/** Writes the lock alone, in the same way and on the same condition. */
export async function publishLock(
  folder: string,
  lock: string,
  signal?: AbortSignal,
): Promise<'written' | 'unchanged'> {
  finish(folder);
  if (unchanged(folder, LOCK_FILE, lock)) return 'unchanged';
  await write(folder, new Map([[LOCK_FILE, lock]]), signal);
  return 'written';
}

interface Plan {
  readonly published: Published;
  /** `undefined` where it is the one on the disk. */
  readonly manifest: string | undefined;
}

function planOf(folder: string, publication: Publication, { findings, recorded }: Inspection): Plan {
  const { expected, lock, overwrite = false, rebased, versions } = publication;
  const isKept = ({ path, kind }: FileFinding): boolean =>
    kind === 'edited' && !(typeof overwrite === 'boolean' ? overwrite : overwrite.has(path));
  const kept = findings.flatMap((found) => (isKept(found) ? [found.path] : []));
  const changed = findings.flatMap((found) => (isKept(found) ? [] : [found.path]));
  const hashes = new Map(expected);
  for (const path of kept) {
    if (rebased?.has(path) === true) continue;
    // It stays "edited" until somebody decides: its old hash stays too.
    const before = recorded.get(path);
    if (before === undefined) hashes.delete(path);
    else hashes.set(path, before);
  }
  const manifest = printManifest(hashes, versions);
  return {
    published: {
      written: changed.filter((path) => expected.has(path)),
      removed: changed.filter((path) => !expected.has(path)),
      kept,
      unchanged: expected.size - findings.filter(({ path }) => expected.has(path)).length,
      lock: lock === undefined || unchanged(folder, LOCK_FILE, lock) ? 'unchanged' : 'written',
    },
    manifest: unchanged(folder, MANIFEST_FILE, manifest) ? undefined : manifest,
  };
}

/** In the order of writing: the lock last, it is what the rest can be made from again. */
async function textsOf({ published, manifest }: Plan, { lock, textsOf: ask }: Publication): Promise<Texts> {
  const { written, removed } = published;
  const texts = new Map<string, string | null>(written.length === 0 ? [] : await ask(written));
  for (const path of removed) texts.set(path, null);
  if (manifest !== undefined) texts.set(MANIFEST_FILE, manifest);
  if (lock !== undefined && published.lock === 'written') texts.set(LOCK_FILE, lock);
  return texts;
}

async function write(folder: string, texts: Texts, signal: AbortSignal | undefined): Promise<void> {
  if (texts.size === 0) return tidy(folder);
  let steps: readonly Step[];
  try {
    steps = await stage(folder, texts, signal);
    // The last look: what was sent meanwhile is only told in a turn of its own.
    await turn();
    signal?.throwIfAborted();
    commit(folder, steps);
  } catch (error) {
    dropDraft(folder);
    if (signal?.aborted === true) throw error;
    throw publishError(
      'STAGE',
      `nothing was written to ${folder}`,
      'Make the folder writable and see that the disk has room.',
      error,
    );
  }
  try {
    applySteps(folder, steps);
  } catch (error) {
    throw publishError(
      'UNFINISHED',
      `${folder} is half way to the new files`,
      'Run the command again: it ends what was begun.',
      error,
    );
  }
}

/** Files staged between two looks at the signal. */
const AT_ONCE = 64;

async function stage(folder: string, texts: Texts, signal: AbortSignal | undefined): Promise<readonly Step[]> {
  makeStage(folder);
  const steps: Step[] = [];
  for (const [path, text] of texts) {
    if (steps.length % AT_ONCE === 0) await turn();
    signal?.throwIfAborted();
    const from = hashAt(join(folder, path));
    if (text === null) {
      steps.push({ path, from, to: null, at: null });
      continue;
    }
    refuseBlocked(folder, path);
    const at = stagedPath(steps.length);
    (path === LOCK_FILE ? writeSynced : writeFileSync)(join(folder, at), text);
    steps.push({ path, from, to: sha256(text), at });
  }
  return steps;
}

/** After the commit it would be too late: what stands where a folder is needed. */
function refuseBlocked(root: string, path: string): void {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    const found = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (found !== undefined && !found.isDirectory()) throw new Error(`${join(root, folder)} is no folder`);
  }
}

function unchanged(folder: string, path: string, text: string): boolean {
  return readBytes(join(folder, path))?.toString('utf8').replaceAll('\r\n', '\n') === text;
}
