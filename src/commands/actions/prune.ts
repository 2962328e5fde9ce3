import { followPrune } from '../../config/overlay/follow.ts';
import { editedPackage } from '../../config/write-config.ts';
import type { PackageConfig } from '../../config/config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { printed } from '../../model/lock/read-lock.ts';
import { prune as pruneLock } from '../../model/merge/prune.ts';
import type { Outcome, Outcomes, Warning } from '../../report/outcome.ts';
import type { PruneData } from '../../report/prune-text.ts';
import { count } from '../../report/table.ts';
import { keptReasons, keptWarnings } from './kept-files.ts';
import { publishPackage } from './publish-package.ts';
import { ofEach, openWorkspaces, type Place, required, withLatestLock, type Workspace } from './workspace.ts';

export interface PruneRequest extends Place {
  /** Also the control systems that the config has no more. */
  readonly sources: boolean;
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Takes the devices that are gone and the classes that no device has out of the lock, and makes the files anew. */
export async function prune(request: PruneRequest): Promise<Outcomes<PruneData>> {
  const workspaces = await openWorkspaces(request, request);
  return ofEach(workspaces, (workspace) => prunePackage(workspace, request));
}

async function prunePackage(workspace: Workspace, request: PruneRequest): Promise<Outcome<PruneData>> {
  const { overwrite, signal } = request;
  const { config } = workspace;
  // Before the mutex, which makes the folder.
  required(workspace.read, config);
  return withLatestLock(workspace, { signal }, async (latest) => {
    const before = required(latest, config).lock;
    const strangers = sourcesLeft(before, config);
    const sources = new Set(request.sources ? strangers : []);
    const { lock, ...pruned } = pruneLock(before, config.naming, sources);
    const { edits } = followPrune(config, before, lock);
    const after = await editedPackage(config, edits);
    const files = await after.writeBehind(() =>
      publishPackage(after.config, printed(lock), { overwrite, parts: 'both', signal }),
    );
    return {
      data: {
        package: config.output.package,
        sources: [...sources],
        ...pruned,
        entries: edits.map(({ path }) => path.join('.')),
        files,
      },
      warnings: [
        ...keptWarnings(files),
        ...(request.sources ? [] : strangers.map((name) => leftWarning(before, name))),
      ],
      reasons: keptReasons(files),
      folder: config.folder,
    };
  });
}

/** Control systems of the lock that are in the config no more. */
function sourcesLeft({ sources }: Lock, config: PackageConfig): readonly string[] {
  const known = new Set(config.sources.map(({ name }) => name));
  return [...sources.keys()].filter((name) => !known.has(name));
}

function leftWarning({ sources }: Lock, name: string): Warning {
  const devices = count(sources.get(name)?.devices.size ?? 0, 'device');
  const text = `the lock has ${devices} of ${name}, a source that devgen.yaml has no more: devgen prune --sources removes them`;
  return { code: 'LOCK.SOURCE_LEFT', text };
}
