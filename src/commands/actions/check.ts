import { inspect } from '../../publish/inspect.ts';
import type { CheckData } from '../../report/check-text.ts';
import type { ExitReason } from '../../report/exit-code.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { CollectRequest } from './collect.ts';
import { liveDiff } from './live-diff.ts';
import { expectedFiles, shownFolder } from './publish-package.ts';
import { openLocked, type Place } from './workspace.ts';

export interface CheckRequest extends Place, CollectRequest {
  readonly live: boolean;
}

/** Holds the committed files against lock, config and templates, and with `live` the facility against the lock. */
export async function check(request: CheckRequest): Promise<Outcome<CheckData>> {
  const { config, lock } = await openLocked(request);
  const files = await expectedFiles(config, lock);
  const findings = inspect(config.output.dir, files).findings.map(({ path, kind }) => ({ file: path, kind }));
  const live = request.live ? await liveDiff(config, lock, { ...request, command: 'check --live' }) : undefined;
  const data: CheckData = {
    package: config.output.package,
    dir: shownFolder(config),
    files: findings,
    checked: files.size,
    ...(live && { live: live.data }),
  };
  const reasons: ExitReason[] = [...(live?.reasons ?? [])];
  if (findings.length > 0) reasons.push('filesDiffer');
  return { data, warnings: live?.warnings ?? [], reasons };
}
