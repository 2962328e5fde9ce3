import type { PackageConfig } from '../../config/config.ts';
import { overlaid, overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { diffLocks } from '../../model/diff/diff-locks.ts';
import type { Difference } from '../../model/diff/difference.ts';
import { type Merged, merge } from '../../model/merge/merge.ts';
import { LOCK_FILE, type Lock } from '../../model/lock/lock.ts';
import { printed } from '../../model/lock/read-lock.ts';
import type { MergeWarning } from '../../model/merge/pulled.ts';
import type { PublishedData } from '../../report/generate-text.ts';
import type { Outcome, Outcomes, Warning } from '../../report/outcome.ts';
import type { PullData } from '../../report/pull-text.ts';
import type { UnreachableData } from '../../report/reach-text.ts';
import { chosen } from './chosen.ts';
import { type Collected, collect, type CollectRequest } from './collect.ts';
import { keptReasons, keptWarnings } from './kept-files.ts';
import { knownDevices } from './known-devices.ts';
import { noteLastPull } from './last-pull.ts';
import { ofPackage } from './of-package.ts';
import { wireKeys } from './open-source.ts';
import { publishPackage, shownFolder } from './publish-package.ts';
import { reachReasons, sourceData, sourceWarnings, unreachableData } from './pull-data.ts';
import { refuseUnmatched, refuseUnreached } from './reach.ts';
import { packageWarnings, selectionWarnings } from './selection-warnings.ts';
import { ofEach, openWorkspaces, type Place, withLatestLock, type Workspace } from './workspace.ts';

export interface PullRequest extends Place, CollectRequest {
  readonly globs: readonly string[];
  readonly lockOnly: boolean;
  readonly overwrite: boolean;
}

/** Reads the facility, merges it into the lock, makes the classes and publishes lock and classes as one. */
export async function pull(request: PullRequest): Promise<Outcomes<PullData>> {
  const { globs } = request;
  const workspaces = await openWorkspaces(request, request);
  const { config, all } = workspaces;
  // Before minutes are spent on asking.
  const locks = all.flatMap(({ read }) => read?.lock ?? []);
  const outputs = all.map(({ config: { output } }) => output);
  const collected = await collect(config, outputs, globs, { ...request, known: await knownDevices(all) });
  refuseUnreached(collected.pulled);
  refuseUnmatched(globs, collected.pulled, locks);
  const pulled = new Map(all.map((workspace) => [workspace, new PulledPackage(workspace, collected)]));
  if (all.length > 1 && !request.lockOnly) for (const each of pulled.values()) refuseUnfit(each);
  return ofEach(workspaces, (workspace) => pullPackage(workspace, pulled.get(workspace)!, collected, request));
}

/** What of a pull is in one package. */
class PulledPackage {
  readonly workspace: Workspace;
  readonly collected: Collected;
  #last: { readonly into: Lock | undefined; readonly merged: Merged } | undefined;

  constructor(workspace: Workspace, everything: Collected) {
    this.workspace = workspace;
    this.collected = ofPackage(everything, workspace.config.output);
  }

  /** Once for a lock: it takes a while. */
  mergedInto(lock: Lock | undefined): Merged {
    if (this.#last === undefined || this.#last.into !== lock) {
      const { config, read } = this.workspace;
      const covers = sinceListing(this.collected, read?.lock);
      this.#last = { into: lock, merged: merge(lock, this.collected.pulled, { covers, naming: config.naming }) };
    }
    return this.#last.merged;
  }
}

/** Of several packages none is published whose overlay fits while that of another does not. Throws `CONFIG.OVERLAY_*`. */
function refuseUnfit(pulled: PulledPackage): void {
  const { config, read } = pulled.workspace;
  if (config.overlay.length === 0 || isOutOfReach(pulled.collected)) return;
  overlaid(pulled.mergedInto(read?.lock).lock, config.overlay);
}

async function pullPackage(
  workspace: Workspace,
  pulled: PulledPackage,
  everything: Collected,
  request: PullRequest,
): Promise<Outcome<PullData>> {
  const { signal } = request;
  const { config, read } = workspace;
  const { collected } = pulled;
  // Asking takes minutes, so the lock is looked at again: another pull may have published meanwhile.
  const { report, findings, unreachable, files } = await withLatestLock(workspace, { signal }, (latest) =>
    settle(pulled, latest?.lock, request),
  );
  const { added, moved, gone, returned, outside, classes, renames } = report;
  const data: PullData = {
    package: config.output.package,
    sources: sourceData(collected.pulled, report),
    added,
    moved,
    unreachable,
    gone,
    returned,
    outside,
    classes,
    findings: chosen(config, findings).findings,
    renames,
    lockChanged: files.written.includes(LOCK_FILE),
    files,
  };
  const reasons = [...reachReasons(collected.pulled, unreachable), ...keptReasons(files)];
  const warnings = [
    ...selectionWarnings(config, everything.pulled, read?.lock),
    ...packageWarnings(config, everything.pulled, read?.lock),
    ...sourceWarnings(collected.pulled),
    ...report.warnings.map(toWarning),
    ...keptWarnings(files),
  ];
  return { data, warnings, reasons, folder: config.folder };
}

interface Settled extends Pick<Merged, 'report'> {
  readonly findings: readonly Difference[];
  readonly unreachable: readonly UnreachableData[];
  readonly files: PublishedData;
}

/** Everything that depends on the lock: no other devgen may write meanwhile. */
async function settle(
  pulled: PulledPackage,
  latest: Lock | undefined,
  { overwrite, lockOnly, signal }: PullRequest,
): Promise<Settled> {
  const { collected } = pulled;
  const { config } = pulled.workspace;
  const { lock, report } = pulled.mergedInto(latest);
  const parts = lockOnly ? 'lock' : 'both';
  const files = isOutOfReach(collected)
    ? { dir: shownFolder(config), written: [], removed: [], kept: [], unchanged: 0 }
    : await publishPackage(config, printed(lock), { overwrite, parts, signal });
  const unreachable = unreachableData(report.unreachable, config);
  // It is published: a note that cannot be written takes nothing of that back.
  await noteLastPull(config.output.dir, { ...collected, unreachable }).catch(() => undefined);
  return { report, findings: await findingsOf(latest, lock, config), unreachable, files };
}

/** Nothing is known of the package, while other packages have sources that answered. */
function isOutOfReach({ pulled }: Collected): boolean {
  return pulled.length > 0 && pulled.every((source) => 'error' in source);
}

/** In the lock of a first pull everything is new. */
async function findingsOf(
  before: Lock | undefined,
  after: Lock,
  { overlay }: PackageConfig,
): Promise<readonly Difference[]> {
  if (before === undefined) return [];
  const keyOf = await wireKeys([...after.sources.values()].map(({ kind }) => kind));
  return diffLocks(overlaidAsFar(before, overlay), overlaidAsFar(after, overlay), { keyOf }).differences;
}

/** A device that another pull added after this one listed its source is not gone: this one cannot know of it. */
function sinceListing({ covers, lists }: Collected, known: Lock | undefined): Collected['covers'] {
  return (source, device) =>
    covers(source, device) && (lists(source, device) || (known?.sources.get(source)?.devices.has(device) ?? false));
}

function toWarning({ class: name, member, text }: MergeWarning): Warning {
  return { code: 'MEMBER.CAVEAT', text: `${name} ${member}: ${text}` };
}
