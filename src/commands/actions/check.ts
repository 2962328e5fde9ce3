import type { CheckData } from '../../report/check-text.ts';
import type { ExitReason } from '../../report/exit-code.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { CollectRequest } from './collect.ts';
import { inspectFiles } from './inspect-files.ts';
import { liveDiff } from './live-diff.ts';
import { shownFolder } from './publish-package.ts';
import type { Place } from './workspace.ts';

export interface CheckRequest extends Place, CollectRequest {
  readonly live: boolean;
}

export interface Checked extends Outcome<CheckData> {
  /** Absolute. */
  readonly packageFolder: string;
}

/** Holds the committed files against lock, config and templates, and with `live` the facility against the lock. */
export async function check(request: CheckRequest): Promise<Checked> {
  const { config, read, findings, count } = await inspectFiles(request, { signal: request.signal });
  const live = request.live ? await liveDiff(config, read.lock, { ...request, command: 'check --live' }) : undefined;
  const data: CheckData = {
    package: config.output.package,
    dir: shownFolder(config),
    files: findings.map(({ path, kind }) => ({ file: path, kind })),
    checked: count,
    ...(live && { live: live.data }),
  };
  const reasons: ExitReason[] = [...(live?.reasons ?? [])];
  if (findings.length > 0) reasons.push('filesDiffer');
  return { data, warnings: live?.warnings ?? [], reasons, packageFolder: config.output.dir };
}
