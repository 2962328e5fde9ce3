import { DevgenError } from '@devgen/runtime/contract';
import { nearest } from '../../config/nearest.ts';
import { overlaid } from '../../config/overlay/apply-overlay.ts';
import { editedPackage } from '../../config/write-config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { ExtendData } from '../../report/extend-text.ts';
import type { Outcome, Outcomes } from '../../report/outcome.ts';
import { packageOfClass } from './choose-package.ts';
import { keptReasons, keptWarnings } from './kept-files.ts';
import { publishPackage } from './publish-package.ts';
import { extendsEdit, newSubclass, refuseExtended, shown, subclassText, writeSubclass } from './subclass-file.ts';
import { ofOne, openWorkspaces, type Place, required, withLatestLock, type Workspace } from './workspace.ts';

export interface ExtendRequest extends Place {
  readonly class: string;
  /** `src/my-CLASS.ts` when absent. */
  readonly file: string | undefined;
  readonly signal: AbortSignal;
}

/** Makes a file of the user's own with a subclass, and lets the registry give it. */
export async function extend(request: ExtendRequest): Promise<Outcomes<ExtendData>> {
  const workspaces = await openWorkspaces(request, request);
  const found = packageOfClass(workspaces, request.class, (name) => `devgen extend ${name}`);
  return ofOne(workspaces, found, (workspace) => extendPackage(workspace, request));
}

async function extendPackage(workspace: Workspace, request: ExtendRequest): Promise<Outcome<ExtendData>> {
  const { signal, class: base } = request;
  const { config } = workspace;
  // Before the mutex, which makes the folder.
  required(workspace.read, config);
  return withLatestLock(workspace, { signal }, async (latest) => {
    const read = required(latest, config);
    refuseUnknown(read.lock, base);
    refuseExtended(config, base);
    const own = newSubclass(config, read.lock, base, request.file);
    const after = await editedPackage(config, [extendsEdit(config, own)]);
    // What cannot be generated is said before anything is written.
    const { lock } = overlaid(read.lock, after.config.overlay);
    await writeSubclass(config, own, subclassText(config, lock, own, true));
    await after.write();
    const files = await publishPackage(after.config, read, { overwrite: false, parts: 'classes', signal });
    return {
      data: {
        package: config.output.package,
        class: base,
        subclass: { file: shown(config, own.path), name: own.name },
        config: shown(config, config.file),
        files,
      },
      warnings: keptWarnings(files),
      reasons: keptReasons(files),
      folder: config.folder,
    };
  });
}

function refuseUnknown(lock: Lock, name: string): void {
  if (lock.classes.has(name)) return;
  const meant = nearest(name, lock.classes.keys());
  throw new DevgenError(`The lock has no class ${name}${meant === undefined ? '' : `\nDid you mean ${meant}?`}`, {
    code: 'USAGE.NAME_UNKNOWN',
    hint: meant === undefined ? 'devgen ls' : `devgen extend ${meant}`,
  });
}
