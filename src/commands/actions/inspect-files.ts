import { join } from 'node:path';
import { type ReadLock, readLock } from '../../model/lock/read-lock.ts';
import { hashAt } from '../../publish/disk.ts';
import { type FileFinding, inspect } from '../../publish/inspect.ts';
import { hasJournal } from '../../publish/journal.ts';
import { MANIFEST_FILE } from '../../publish/manifest.ts';
import { recover } from '../../publish/recover.ts';
import { expectedPackage } from './expected-package.ts';
import { type OpenOptions, required, type Workspace } from './workspace.ts';

export interface InspectedFiles extends Workspace {
  readonly read: ReadLock;
  readonly findings: readonly FileFinding[];
  /** Of the files that should be. */
  readonly count: number;
}

/**
 * Holds the package's files against lock, config and templates. Where another devgen published while they were read,
 * they are of two trees: then they are read again.
 */
export async function inspectFiles(workspace: Workspace, options: OpenOptions): Promise<InspectedFiles> {
  const { config } = workspace;
  const { dir } = config.output;
  for (let found = workspace.read; ; found = await lockNow(dir, options)) {
    const read = required(found, config);
    const { hashes } = await expectedPackage(config, read);
    const before = manifestOf(dir);
    const { findings } = inspect(dir, hashes);
    const isOneTree = before !== undefined && before === manifestOf(dir) && readLock(dir, read) === read;
    if (findings.length === 0 || isOneTree) return { config, read, findings, count: hashes.size };
  }
}

async function lockNow(dir: string, options: OpenOptions): Promise<ReadLock | undefined> {
  await recover(dir, options);
  return readLock(dir);
}

/** What stands for the tree: a publication changes it. `undefined` in the midst of one. */
function manifestOf(folder: string): string | undefined {
  return hasJournal(folder) ? undefined : (hashAt(join(folder, MANIFEST_FILE)) ?? '');
}
