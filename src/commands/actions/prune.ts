import { printed } from '../../model/lock/read-lock.ts';
import { prune as pruneLock } from '../../model/merge/prune.ts';
import type { Outcome, Outcomes } from '../../report/outcome.ts';
import type { PruneData } from '../../report/prune-text.ts';
import { keptReasons, keptWarnings } from './kept-files.ts';
import { publishPackage } from './publish-package.ts';
import { ofEach, openWorkspaces, type Place, required, withLatestLock, type Workspace } from './workspace.ts';

export interface PruneRequest extends Place {
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Takes the devices that are gone and the classes that no device has out of the lock, and makes the files anew. */
export async function prune(request: PruneRequest): Promise<Outcomes<PruneData>> {
  const workspaces = await openWorkspaces(request, request);
  return ofEach(workspaces, (workspace) => prunePackage(workspace, request));
}

async function prunePackage(workspace: Workspace, { overwrite, signal }: PruneRequest): Promise<Outcome<PruneData>> {
  const { config } = workspace;
  // Before the mutex, which makes the folder.
  required(workspace.read, config);
  return withLatestLock(workspace, { signal }, async (latest) => {
    const { lock, devices, classes } = pruneLock(required(latest, config).lock, config.naming);
    const files = await publishPackage(config, printed(lock), { overwrite, parts: 'both', signal });
    return {
      data: { package: config.output.package, devices, classes, files },
      warnings: keptWarnings(files),
      reasons: keptReasons(files),
    };
  });
}
