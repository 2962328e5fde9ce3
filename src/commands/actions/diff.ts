import { DevgenError } from '@devgen/runtime/contract';
import type { PackageConfig } from '../../config/config.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { EMPTY_LOCK, type Lock, LOCK_FILE } from '../../model/lock/lock.ts';
import { diffLocks } from '../../model/diff/diff-locks.ts';
import type { DiffData } from '../../report/diff-text.ts';
import type { Outcome, Outcomes, Warning } from '../../report/outcome.ts';
import { chosen } from './chosen.ts';
import type { CollectRequest } from './collect.ts';
import { committedFile, committedLock } from './committed-lock.ts';
import { differenceReasons } from './difference-reasons.ts';
import { type LiveDiffed, lookAtFacility } from './live-diff.ts';
import { wireKeys } from './open-source.ts';
import { shownFolder } from './publish-package.ts';
import { ownManifest } from './own-manifest.ts';
import { suggestedVersion } from './suggested-version.ts';
import { usesOf } from './uses.ts';
import { lockOf, ofEach, openWorkspaces, type Place, required } from './workspace.ts';

export interface DiffRequest extends Place, CollectRequest {
  /** The commit to compare the lock with; HEAD when absent. */
  readonly ref: string | undefined;
  /** Compare the facility with the lock instead. */
  readonly live: boolean;
  /** Tell which lines of code use what breaks: a `tsconfig.json`, or '' for the nearest one. */
  readonly uses: string | undefined;
}

/** What became of the facility: from a commit to the locks, or from the locks to what the devices show now. */
export async function diff(request: DiffRequest): Promise<Outcomes<DiffData>> {
  const { ref, live } = request;
  if (ref !== undefined && live) throw bothAsked();
  const workspaces = await openWorkspaces(request);
  if (!live)
    return ofEach(workspaces, async ({ config, read }) => {
      const { lock } = required(read, config);
      return withUses(config, await withCommit(config, lock, ref ?? 'HEAD', request), request);
    });
  const all = await lookAtFacility(workspaces, { ...request, command: 'diff --live' });
  return ofEach({ ...workspaces, all }, async (workspace) => {
    const compared = { before: lockOf(workspace), outcome: withFacility(workspace.config, workspace.live) };
    return withUses(workspace.config, compared, request);
  });
}

async function withUses(
  config: PackageConfig,
  { before, outcome }: Compared,
  { folder, uses: tsconfig }: DiffRequest,
): Promise<Outcome<DiffData>> {
  if (tsconfig === undefined) return outcome;
  const uses = await usesOf(config, before, outcome.data.findings, { tsconfig, folder });
  return {
    ...outcome,
    data: { ...outcome.data, uses: uses.data },
    warnings: [...outcome.warnings, ...uses.warnings],
  };
}

function withFacility(config: PackageConfig, live: LiveDiffed): Outcome<DiffData> {
  const { data, reasons, warnings } = live;
  const sides = { before: { kind: 'lock' }, after: { kind: 'facility' } } as const;
  const version = suggestedVersion(data.findings, ownManifest(config));
  return { data: { ...baseOf(config), ...sides, ...data, version }, reasons, warnings };
}

interface Compared {
  /** The older lock. */
  readonly before: Lock;
  readonly outcome: Outcome<DiffData>;
}

async function withCommit(config: PackageConfig, lock: Lock, name: string, { signal }: DiffRequest): Promise<Compared> {
  const base = baseOf(config);
  const { dir } = config.output;
  const there = await committedLock(dir, name, signal);
  const { commit, lock: committed } = there;
  const before = committed ?? EMPTY_LOCK;
  const shownOf = (facts: Lock): Lock => overlaidAsFar(facts, config.overlay);
  const keyOf = await wireKeys([...before.sources.values(), ...lock.sources.values()].map(({ kind }) => kind));
  const { differences, compared } = diffLocks(shownOf(before), shownOf(lock), { keyOf });
  const { findings, warnings } = chosen(config, differences);
  const sides = { before: { kind: 'commit', ref: name, commit }, after: { kind: 'lock' } } as const;
  const manifest = (await committedFile(dir, there, 'package.json', signal)) ?? ownManifest(config);
  const version = suggestedVersion(findings, manifest);
  return {
    before,
    outcome: {
      data: { ...base, ...sides, compared, findings, version },
      reasons: differenceReasons(findings),
      warnings: [...(committed === undefined ? [noLockThere(name, base.dir)] : []), ...warnings],
    },
  };
}

function baseOf(config: PackageConfig): Pick<DiffData, 'package' | 'dir'> {
  return { package: config.output.package, dir: shownFolder(config) };
}

function bothAsked(): DevgenError {
  return new DevgenError('A diff is with the facility or with a commit, not with both', {
    code: 'USAGE.INVALID',
    hint: 'devgen diff --help',
  });
}

function noLockThere(ref: string, dir: string): Warning {
  return { code: 'LOCK.NOT_FOUND', text: `${ref} has no ${dir}/${LOCK_FILE}: everything is new` };
}
