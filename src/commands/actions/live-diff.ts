import { DevgenError } from '@devgen/runtime';
import { nameGlob } from '@devgen/runtime/registry';
import type { Config } from '../../config/config.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { diffLive, type KnownAbsence } from '../../model/diff/diff-live.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { LiveData } from '../../report/diff-text.ts';
import type { ExitReason } from '../../report/exit-code.ts';
import type { Warning } from '../../report/outcome.ts';
import type { UnreachableData } from '../../report/reach-text.ts';
import { chosen } from './chosen.ts';
import { collect, type CollectRequest } from './collect.ts';
import { differenceReasons } from './difference-reasons.ts';
import { knownDevices } from './known-devices.ts';
import { readLastPull } from './last-pull.ts';
import { wireKeys } from './open-source.ts';
import { reachReasons, sourceData, unreachableData } from './pull-data.ts';
import { refuseUnreached } from './reach.ts';
import { selectionWarnings } from './selection-warnings.ts';

export interface LiveDiffRequest extends CollectRequest {
  /** What to type again, for a message. */
  readonly command: string;
}

export interface LiveDiffed {
  readonly data: LiveData;
  readonly reasons: readonly ExitReason[];
  readonly warnings: readonly Warning[];
}

/** Asks the facility as a pull does, and tells how it differs from the lock. Writes nothing. */
export async function liveDiff(config: Config, lock: Lock, request: LiveDiffRequest): Promise<LiveDiffed> {
  const known = await knownDevices(config.output.dir, lock);
  const { pulled, covers } = await collect(config, [], { ...request, known });
  refuseUnreached(pulled);
  const keyOf = await wireKeys([...lock.sources.values(), ...config.sources].map(({ kind }) => kind));
  const isOffline = nameGlob(config.offline);
  const shownOf = (facts: Lock): Lock => overlaidAsFar(facts, config.overlay);
  const live = diffLive(lock, { pulled, covers, isOffline, naming: config.naming, keyOf, shownOf });
  const { compared, report, absent } = live;
  const { findings, warnings } = chosen(config, live.differences);
  const unreachable = await withSince(config, [
    ...unreachableData(report.unreachable, config),
    ...absent.map(absentData),
  ]);
  if (compared + findings.length + unreachable.length === 0) refuseEmpty(lock, request.command);
  return {
    data: { compared, findings, sources: sourceData(pulled, report), unreachable },
    reasons: [...reachReasons(pulled, unreachable), ...differenceReasons(findings)],
    warnings: [...selectionWarnings(config, pulled, lock), ...warnings],
  };
}

function absentData(device: KnownAbsence): UnreachableData {
  return {
    ...device,
    code: 'DEVICE.GONE',
    why: `${device.device} is no longer listed by its control system`,
    offline: true,
  };
}

/** Since when, as the pulls from this checkout noted it. */
async function withSince(config: Config, unreachable: readonly UnreachableData[]): Promise<readonly UnreachableData[]> {
  const last = await readLastPull(config.output.dir);
  const since = new Map(last?.unreachable.map((note) => [`${note.source}\n${note.device}`, note.since]));
  return unreachable.map((device) => {
    const noted = since.get(`${device.source}\n${device.device}`);
    return { ...device, ...(noted !== undefined && { since: noted }) };
  });
}

/** A check that looked at nothing must not be green. */
function refuseEmpty(lock: Lock, command: string): void {
  const devices = [...lock.sources.values()].reduce((sum, source) => sum + source.devices.size, 0);
  if (devices === 0) return;
  throw new DevgenError(`Nothing was compared: the globs of devgen.yaml cover none of the lock's ${devices} devices`, {
    code: 'CONFIG.NOTHING_COMPARED',
    hint: `correct include, exclude and classes, then devgen ${command}`,
  });
}
