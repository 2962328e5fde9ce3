import { DevgenError } from '@devgen/runtime';
import type { Config } from '../../config/config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { CheckData } from '../../report/check-text.ts';
import type { ExitReason } from '../../report/exit-code.ts';
import type { Outcome, Warning } from '../../report/outcome.ts';
import { collect, type CollectRequest } from './collect.ts';
import { compareLive } from './compare-live.ts';
import { wireKeys } from './open-source.ts';
import { inspectFiles } from './inspect-files.ts';
import { shownFolder } from './publish-package.ts';
import { reachReasons, unreachableData } from './pull-data.ts';
import { refuseUnreached } from './reach.ts';
import { selectionWarnings } from './selection-warnings.ts';
import type { Place } from './workspace.ts';

export interface CheckRequest extends Place, CollectRequest {
  readonly live: boolean;
}

/** Holds the committed files against lock, config and templates, and with `live` the facility against the lock. */
export async function check(request: CheckRequest): Promise<Outcome<CheckData>> {
  const { config, read, findings, count } = await inspectFiles(request, { signal: request.signal });
  const live = request.live ? await checkLive(config, read.lock, request) : undefined;
  const data: CheckData = {
    package: config.output.package,
    dir: shownFolder(config),
    files: findings.map(({ path, kind }) => ({ file: path, kind })),
    checked: count,
    ...(live && { live: live.data }),
  };
  const reasons: ExitReason[] = [...(live?.reasons ?? [])];
  if (findings.length > 0) reasons.push('filesDiffer');
  return { data, warnings: live?.warnings ?? [], reasons };
}

interface LiveCheck {
  readonly data: NonNullable<CheckData['live']>;
  readonly reasons: readonly ExitReason[];
  readonly warnings: readonly Warning[];
}

async function checkLive(config: Config, lock: Lock, request: CollectRequest): Promise<LiveCheck> {
  const collected = await collect(config, [], request);
  refuseUnreached(collected.pulled);
  const keyOf = await wireKeys(config.sources.map((source) => source.kind));
  const { compared, findings, report } = compareLive(lock, collected, config.naming, keyOf);
  const unreachable = unreachableData(report.unreachable, config);
  const reasons: ExitReason[] = [...reachReasons(collected.pulled, unreachable)];
  if (findings.some((finding) => finding.severity === 'breaking')) reasons.push('breaking');
  else if (findings.length > 0) reasons.push('facilityDiffers');
  const warnings = selectionWarnings(config, collected.pulled, lock);
  if (compared + findings.length + unreachable.length === 0) refuseEmpty(lock);
  return { data: { compared, findings, unreachable }, reasons, warnings };
}

/** A check that looked at nothing must not be green. */
function refuseEmpty(lock: Lock): void {
  const devices = [...lock.sources.values()].reduce((sum, source) => sum + source.devices.size, 0);
  if (devices === 0) return;
  throw new DevgenError(`Nothing was compared: the globs of devgen.yaml cover none of the lock's ${devices} devices`, {
    code: 'CONFIG.NOTHING_COMPARED',
    hint: 'correct include, exclude and classes, then devgen check --live',
  });
}
