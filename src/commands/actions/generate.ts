import type { GenerateData } from '../../report/generate-text.ts';
import type { Outcome, Outcomes } from '../../report/outcome.ts';
import { keptReasons, keptWarnings } from './kept-files.ts';
import { publishPackage } from './publish-package.ts';
import { ofEach, openWorkspaces, type Place, required, withLatestLock, type Workspace } from './workspace.ts';

export interface GenerateRequest extends Place {
  readonly overwrite: boolean;
  /** Drop a torn publication that an edit has blocked. */
  readonly abandon: boolean;
  readonly signal: AbortSignal;
}

/** Makes the classes from the lock alone. */
export async function generate(request: GenerateRequest): Promise<Outcomes<GenerateData>> {
  const { abandon, signal } = request;
  const workspaces = await openWorkspaces(request, { abandon, signal });
  return ofEach(workspaces, (workspace) => generatePackage(workspace, request));
}

async function generatePackage(
  workspace: Workspace,
  { abandon, overwrite, signal }: GenerateRequest,
): Promise<Outcome<GenerateData>> {
  const { config } = workspace;
  // Before the mutex, which makes the folder.
  required(workspace.read, config);
  const files = await withLatestLock(workspace, { abandon, signal }, (latest) =>
    publishPackage(config, required(latest, config), { overwrite, abandon, parts: 'classes', signal }),
  );
  return {
    data: { package: config.output.package, files },
    warnings: keptWarnings(files),
    reasons: keptReasons(files),
    folder: config.folder,
  };
}
