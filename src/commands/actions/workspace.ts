import { DevgenError } from '@devgen/runtime/contract';
import type { Config, PackageConfig } from '../../config/config.ts';
import { nearest } from '../../config/nearest.ts';
import { readConfig } from '../../config/read-config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { readLock, type ReadLock } from '../../model/lock/read-lock.ts';
import { modelVersion } from '../../model/model-version.ts';
import { finish } from '../../publish/journal.ts';
import { isNotedLock } from '../../publish/lock-note.ts';
import { type MutexOptions, withMutex } from '../../publish/mutex.ts';
import { recover } from '../../publish/recover.ts';
import type { Outcome, Outcomes, PackageOutcome } from '../../report/outcome.ts';

/** Where a command works: flags that every request carries. */
export interface Place {
  /** `--config`; else the config is looked for from the folder upwards. */
  readonly config: string | undefined;
  readonly folder: string;
  /** `--package`; all of the config when absent. */
  readonly package?: string | undefined;
}

/** A package of the config, and its lock. */
export interface Workspace {
  readonly config: PackageConfig;
  /** `undefined` before the first pull. */
  readonly read: ReadLock | undefined;
}

export interface Workspaces<W extends Workspace = Workspace> {
  readonly config: Config;
  readonly all: readonly W[];
}

export interface OpenOptions extends MutexOptions {
  /** Leave a publication whose process was killed as it is: it is going to be given up. */
  readonly abandon?: boolean;
}

/** Config and locks; first a publication whose process was killed is brought to its end. */
export async function openWorkspaces(place: Place, options: OpenOptions = {}): Promise<Workspaces> {
  const config = await readConfig(place.config, place.folder);
  const all: Workspace[] = [];
  for (const each of meant(config, place.package)) {
    if (options.abandon !== true) await recover(each.output.dir, options);
    all.push({ config: each, read: readLock(each.output.dir) });
  }
  return { config, all };
}

/** Does the same with each package, one after the other. */
export async function ofEach<D extends object, W extends Workspace>(
  { config, all }: Workspaces<W>,
  work: (workspace: W) => Promise<Outcome<D>>,
): Promise<Outcomes<D>> {
  const outcomes: PackageOutcome<D>[] = [];
  for (const workspace of all) outcomes.push({ ...located(workspace), ...(await work(workspace)) });
  return { isList: config.isList, all: outcomes };
}

/** Does it with the one package that is meant. */
export async function ofOne<D extends object>(
  { config }: Workspaces,
  workspace: Workspace,
  work: (workspace: Workspace) => Promise<Outcome<D>>,
): Promise<Outcomes<D>> {
  return { isList: config.isList, all: [{ ...located(workspace), ...(await work(workspace)) }] };
}

/** Of which package an outcome is. */
export function located({ config: { output } }: Workspace): Omit<PackageOutcome<object>, keyof Outcome<object>> {
  return { package: output.package, packageFolder: output.dir };
}

/** Throws `USAGE.NAME_UNKNOWN`. */
function meant(config: Config, name: string | undefined): readonly PackageConfig[] {
  if (name === undefined) return config.packages;
  const found = config.packages.filter(({ output }) => output.package === name);
  if (found.length > 0) return found;
  const names = config.packages.map(({ output }) => output.package);
  throw new DevgenError(`devgen.yaml has no package ${name}\nIts packages are ${names.join(', ')}.`, {
    code: 'USAGE.NAME_UNKNOWN',
    hint: `add --package ${nearest(name, names) ?? names[0] ?? ''}`,
  });
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
    return work(readLock(dir, read));
  };
  return withMutex(dir, run, { signal });
}

/** Throws `LOCK.NOT_FOUND`. */
export function required(read: ReadLock | undefined, config: PackageConfig): ReadLock {
  if (read !== undefined) return read;
  throw new DevgenError(`There is no lock in ${config.output.dir} yet`, {
    code: 'LOCK.NOT_FOUND',
    hint: 'devgen pull',
  });
}

/** The lock of a workspace for a command that has nothing to say without one. */
export function lockOf({ config, read }: Workspace): Lock {
  return required(read, config).lock;
}

/** The same for a command that shows some of it: a lock that this checkout has checked before is not checked again. */
export function knownLockOf({ config, read }: Workspace): Lock {
  const found = required(read, config);
  return isNotedLock(config.output.dir, found.hash, modelVersion) ? found.known : found.lock;
}
