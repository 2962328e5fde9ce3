import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCK_FILE } from '../model/lock/lock.ts';
import { readBytes, sha256, writeSynced } from './disk.ts';
import { inspect, type Inspection } from './inspect.ts';
import { applySteps, commit, emptyStage, finish, STAGE, type Step } from './journal.ts';
import { LOCAL_FOLDER, MANIFEST_FILE, printManifest } from './manifest.ts';
import { publishError } from './publish-error.ts';

export interface Publication {
  /** By path within the package folder: the whole package, without lock and manifest. */
  readonly files: ReadonlyMap<string, { readonly text: string }>;
  /** The lock's text; without it the lock stays as it is. */
  readonly lock?: string;
  /** Overwrite and remove files that were edited by hand too. */
  readonly overwrite?: boolean;
  /** Versions for the manifest. */
  readonly versions: { readonly devgen: string; readonly templates: string };
  /** Until the one commit point an abort leaves the old tree; after it the new one comes. */
  readonly signal?: AbortSignal;
}

/** Sorted paths; the lock and the manifest are not among them. */
export interface Published {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Edited by hand, and left. */
  readonly kept: readonly string[];
  readonly unchanged: number;
  readonly lock: 'written' | 'unchanged';
}

/**
 * Brings a package folder to new texts as a whole: after a crash at any point it is the old tree or the new one. For
 * whoever holds the folder's mutex, and has held it since the lock was read: else it is another's lock that is lost.
 */
export async function publish(folder: string, publication: Publication): Promise<Published> {
  await finish(folder);
  const inspection = inspect(folder, publication.files);
  const plan = planOf(folder, publication, inspection);
  await write(folder, plan.texts, publication.signal);
  return plan.published;
}

/** Writes the lock alone, in the same way and on the same condition. */
export async function publishLock(
  folder: string,
  lock: string,
  signal?: AbortSignal,
): Promise<'written' | 'unchanged'> {
  await finish(folder);
  if (unchanged(folder, LOCK_FILE, lock)) return 'unchanged';
  await write(folder, new Map([[LOCK_FILE, lock]]), signal);
  return 'written';
}

interface Plan {
  /** By path, in the order of writing; `null` removes. */
  readonly texts: ReadonlyMap<string, string | null>;
  readonly published: Published;
}

function planOf(folder: string, publication: Publication, inspection: Inspection): Plan {
  const { files, lock, overwrite = false, versions } = publication;
  const texts = new Map<string, string | null>();
  const kept: string[] = [];
  const hashes = new Map(inspection.expected);
  for (const { path, kind } of inspection.findings) {
    const recorded = inspection.recorded.get(path);
    if (kind !== 'edited' || overwrite) {
      texts.set(path, files.get(path)?.text ?? null);
      continue;
    }
    kept.push(path);
    // It stays "edited" until somebody decides: its old hash stays too.
    if (recorded === undefined) hashes.delete(path);
    else hashes.set(path, recorded);
  }
  const published = {
    written: [...texts].flatMap(([path, text]) => (text === null ? [] : [path])),
    removed: [...texts].flatMap(([path, text]) => (text === null ? [path] : [])),
    kept,
    unchanged: files.size - inspection.findings.filter(({ path }) => files.has(path)).length,
    lock: lock === undefined || unchanged(folder, LOCK_FILE, lock) ? ('unchanged' as const) : ('written' as const),
  };
  const manifest = printManifest(hashes, versions);
  if (!unchanged(folder, MANIFEST_FILE, manifest)) texts.set(MANIFEST_FILE, manifest);
  if (lock !== undefined && published.lock === 'written') texts.set(LOCK_FILE, lock);
  return { texts, published };
}

async function write(
  folder: string,
  texts: ReadonlyMap<string, string | null>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (texts.size === 0) return;
  let steps: readonly Step[];
  try {
    await emptyStage(folder);
    steps = await stage(folder, texts, signal);
    signal?.throwIfAborted();
    await commit(folder, steps);
  } catch (error) {
    await emptyStage(folder).catch(() => undefined);
    if (signal?.aborted === true) throw error;
    throw publishError(
      'STAGE',
      `nothing was written to ${folder}`,
      'Make the folder writable and see that the disk has room.',
      error,
    );
  }
  try {
    await applySteps(folder, steps);
  } catch (error) {
    throw publishError(
      'UNFINISHED',
      `${folder} is half way to the new files`,
      'Run the command again: it ends what was begun.',
      error,
    );
  }
  await rmdir(join(folder, LOCAL_FOLDER)).catch(() => undefined);
}

async function stage(
  folder: string,
  texts: ReadonlyMap<string, string | null>,
  signal: AbortSignal | undefined,
): Promise<readonly Step[]> {
  await mkdir(join(folder, STAGE), { recursive: true });
  const steps: Step[] = [];
  for (const [path, text] of texts) {
    signal?.throwIfAborted();
    const before = readBytes(join(folder, path));
    const from = before === undefined ? null : sha256(before);
    if (text === null) {
      steps.push({ path, from, to: null, at: null });
      continue;
    }
    const at = join(STAGE, String(steps.length));
    await (path === LOCK_FILE ? writeSynced : writeFile)(join(folder, at), text);
    steps.push({ path, from, to: sha256(text), at });
  }
  return steps;
}

function unchanged(folder: string, path: string, text: string): boolean {
  return readBytes(join(folder, path))?.toString('utf8').replaceAll('\r\n', '\n') === text;
}
