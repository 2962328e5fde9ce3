import { DevgenError } from '@devgen/runtime';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { EMPTY_LOCK, LOCK_FILE, type Lock } from '../../model/lock/lock.ts';
import { diffLocks } from '../../model/diff/diff-locks.ts';
import type { DiffData } from '../../report/diff-text.ts';
import type { Outcome, Warning } from '../../report/outcome.ts';
import type { CollectRequest } from './collect.ts';
import { committedLock } from './committed-lock.ts';
import { differenceReasons } from './difference-reasons.ts';
import { liveDiff } from './live-diff.ts';
import { wireKeys } from './open-source.ts';
import { shownFolder } from './publish-package.ts';
import { openLocked, type Place } from './workspace.ts';

export interface DiffRequest extends Place, CollectRequest {
  /** The commit to compare the lock with; HEAD when absent. */
  readonly ref: string | undefined;
  /** Compare the facility with the lock instead. */
  readonly live: boolean;
}

/** What became of the facility: from a commit to the lock, or from the lock to what the devices show now. */
export async function diff(request: DiffRequest): Promise<Outcome<DiffData>> {
  const { ref, live, signal } = request;
  if (ref !== undefined && live) throw bothAsked();
  const { config, lock } = await openLocked(request);
  const base = { package: config.output.package, dir: shownFolder(config) };
  if (live) {
    const { data, reasons, warnings } = await liveDiff(config, lock, { ...request, command: 'diff --live' });
    return { data: { ...base, before: { kind: 'lock' }, after: { kind: 'facility' }, ...data }, reasons, warnings };
  }
  const name = ref ?? 'HEAD';
  const { commit, lock: committed } = await committedLock(config.output.dir, name, signal);
  const before = committed ?? EMPTY_LOCK;
  const shownOf = (facts: Lock): Lock => overlaidAsFar(facts, config.overlay);
  const keyOf = await wireKeys([...before.sources.values(), ...lock.sources.values()].map(({ kind }) => kind));
  const { differences: findings, compared } = diffLocks(shownOf(before), shownOf(lock), { keyOf });
  return {
    data: { ...base, before: { kind: 'commit', ref: name, commit }, after: { kind: 'lock' }, compared, findings },
    reasons: differenceReasons(findings),
    warnings: committed === undefined ? [noLockThere(name, base.dir)] : [],
  };
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
