import { DevgenError } from '@devgen/runtime/contract';
import { nameGlob } from '@devgen/runtime/registry';
import type { PackageConfig } from '../../config/config.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { diffLive, type KnownAbsence } from '../../model/diff/diff-live.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { LiveData } from '../../report/diff-text.ts';
import type { ExitReason } from '../../report/exit-code.ts';
import type { Warning } from '../../report/outcome.ts';
import type { UnreachableData } from '../../report/reach-text.ts';
import { chosen } from './chosen.ts';
import { collect, type Collected, type CollectRequest } from './collect.ts';
import { differenceReasons } from './difference-reasons.ts';
import { knownDevices } from './known-devices.ts';
import { readLastPull } from './last-pull.ts';
import { ofPackage } from './of-package.ts';
import { wireKeys } from './open-source.ts';
import { reachReasons, sourceData, unreachableData } from './pull-data.ts';
import { refuseUnreached } from './reach.ts';
import { packageWarnings, selectionWarnings } from './selection-warnings.ts';
import { lockOf, type Workspace, type Workspaces } from './workspace.ts';

export interface LiveDiffed {
  readonly data: LiveData;
  readonly reasons: readonly ExitReason[];
  readonly warnings: readonly Warning[];
  /** Whether the lock has devices, and the globs of the config cover none of them. */
  readonly isEmpty: boolean;
}

export interface LiveRequest extends CollectRequest {
  /** What to type again, for a message. */
  readonly command: string;
}

/** Asks the facility as a pull does, once for all packages, and holds it against the lock of each. Writes nothing. */
export async function lookAtFacility<W extends Workspace>(
  { config, all }: Workspaces<W>,
  request: LiveRequest,
): Promise<readonly (W & { readonly live: LiveDiffed })[]> {
  // Before minutes are spent on asking.
  const locks = all.map(lockOf);
  const outputs = all.map((workspace) => workspace.config.output);
  const known = await knownDevices(all);
  const collected = await collect(config, outputs, [], { ...request, known });
  refuseUnreached(collected.pulled);
  const lives = await Promise.all(all.map((each) => liveDiff(each.config, lockOf(each), collected)));
  refuseEmpty(lives, locks, request.command);
  return all.map((workspace, index) => {
    const live = lives[index] as LiveDiffed;
    const warnings = [...live.warnings, ...emptyWarnings(live, workspace.config, request)];
    return { ...workspace, live: { ...live, warnings } };
  });
}

/** How the facility differs from the lock of a package. */
async function liveDiff(config: PackageConfig, lock: Lock, everything: Collected): Promise<LiveDiffed> {
  const { pulled, covers } = ofPackage(everything, config.output);
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
  const data = { compared, findings, sources: sourceData(pulled, report), unreachable };
  return {
    data,
    reasons: [...reachReasons(pulled, unreachable), ...differenceReasons(findings)],
    warnings: [
      ...selectionWarnings(config, everything.pulled, lock),
      ...packageWarnings(config, everything.pulled, lock),
      ...warnings,
    ],
    isEmpty: !isSomething(data) && countDevices(lock) > 0,
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
async function withSince(
  config: PackageConfig,
  unreachable: readonly UnreachableData[],
): Promise<readonly UnreachableData[]> {
  const last = await readLastPull(config.output.dir);
  const since = new Map(last?.unreachable.map((note) => [`${note.source}\n${note.device}`, note.since]));
  return unreachable.map((device) => {
    const noted = since.get(`${device.source}\n${device.device}`);
    return { ...device, ...(noted !== undefined && { since: noted }) };
  });
}

/** A check that looked at nothing must not be green; `command` is what to type again. */
function refuseEmpty(all: readonly LiveDiffed[], locks: readonly Lock[], command: string): void {
  if (!all.some(({ isEmpty }) => isEmpty) || all.some(({ data }) => isSomething(data))) return;
  const devices = locks.reduce((sum, lock) => sum + countDevices(lock), 0);
  throw new DevgenError(`Nothing was compared: the globs of devgen.yaml cover none of the lock's ${devices} devices`, {
    code: 'CONFIG.NOTHING_COMPARED',
    hint: `correct include, exclude and classes, then devgen ${command}`,
  });
}

/** The same of one of several packages. A watch looks at what changed alone: to that it does not matter. */
function emptyWarnings(
  { isEmpty }: LiveDiffed,
  { output }: PackageConfig,
  { only }: Pick<CollectRequest, 'only'>,
): readonly Warning[] {
  if (!isEmpty || only !== undefined) return [];
  const text = `nothing of ${output.package} was compared: the globs of devgen.yaml cover none of its devices`;
  return [{ code: 'CONFIG.NOTHING_COMPARED', text }];
}

function isSomething({ compared, findings, unreachable }: LiveData): boolean {
  return compared + findings.length + unreachable.length > 0;
}

function countDevices(lock: Lock): number {
  return [...lock.sources.values()].reduce((sum, source) => sum + source.devices.size, 0);
}
