import { DevgenError } from '@devgen/runtime';
import type { Config } from '../../config/config.ts';
import { readConfig } from '../../config/read-config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { readLock, type ReadLock } from '../../model/lock/read-lock.ts';
import { modelVersion } from '../../model/model-version.ts';
import { finish } from '../../publish/journal.ts';
import { isNotedLock } from '../../publish/lock-note.ts';
import { type MutexOptions, withMutex } from '../../publish/mutex.ts';
import { recover } from '../../publish/recover.ts';

/** Where a command works: flags that every request carries. */
export interface Place {
  /** `--config`; else the config is looked for from the folder upwards. */
  readonly config: string | undefined;
  readonly folder: string;
}

export interface Workspace {
  readonly config: Config;
  /** `undefined` before the first pull. */
  readonly read: ReadLock | undefined;
}

export interface OpenOptions extends MutexOptions {
  /** Leave a publication whose process was killed as it is: it is going to be given up. */
  readonly abandon?: boolean;
}

/** Config and lock; first a publication whose process was killed is brought to its end. */
export async function openWorkspace(place: Place, options: OpenOptions = {}): Promise<Workspace> {
  const config = await readConfig(place.config, place.folder);
  if (options.abandon !== true) await recover(config.output.dir, options);
  return { config, read: await readLock(config.output.dir) };
}

/** For commands that only read, and have nothing to say without a lock. */
export async function openLocked(place: Place): Promise<{ readonly config: Config; readonly lock: Lock }> {
  const { config, read } = await openWorkspace(place);
  return { config, lock: required(read, config).lock };
}

/** The same for commands that show some of it: a lock that this checkout has checked before is not checked again. */
export async function openKnown(place: Place): Promise<{ readonly config: Config; readonly lock: Lock }> {
  const { config, read } = await openWorkspace(place);
  const found = required(read, config);
  const isKnown = isNotedLock(config.output.dir, found.bytes, modelVersion);
  return { config, lock: isKnown ? found.known : found.lock };
}

/**
 * Runs the work while no other devgen writes, on the lock as it is then: another may have published since the
 * workspace was opened, and nothing of that may be lost.
 */
export async function withLatestLock<R>(
  { config, read }: Workspace,
  { abandon, signal }: Pick<OpenOptions, 'abandon'> & { readonly signal: AbortSignal },
  work: (latest: ReadLock | undefined) => Promise<R>,
): Promise<R> {
  const { dir } = config.output;
  const run = async (): Promise<R> => {
    if (abandon !== true) finish(dir);
    return work(await readLock(dir, read));
  };
  return withMutex(dir, run, { signal });
}

/** Throws `LOCK.NOT_FOUND`. */
export function required(read: ReadLock | undefined, config: Config): ReadLock {
  if (read !== undefined) return read;
  throw new DevgenError(`There is no lock in ${config.output.dir} yet`, {
    code: 'LOCK.NOT_FOUND',
    hint: 'devgen pull',
  });
}
