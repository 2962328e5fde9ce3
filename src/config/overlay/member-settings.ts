import type { Lock, LockMember } from '../../model/lock/lock.ts';
import type { Aimed } from './apply-overlay.ts';
import type { OverlayMember } from './overlay.ts';
import type { OverlayProblem } from './overlay-problem.ts';
import { isGlob, memberTargets, missingMember } from './overlay-targets.ts';
import { isFault, isSignal, retyped, type RetypeFault } from './retype.ts';

export type Setting = Partial<Pick<OverlayMember, 'rename' | 'hide' | 'document' | 'role' | 'retype'>>;
/** By wire key. */
export type Settings = ReadonlyMap<string, Setting>;

/** By class, all that is said of its members: of two entries that say the same thing of one the later counts. */
export function memberSettings(
  lock: Lock,
  entries: readonly Aimed[],
  problem: OverlayProblem,
): ReadonlyMap<string, Settings> {
  const all = new Map<string, Map<string, Setting>>();
  for (const { entry, target } of entries) {
    for (const member of entry.members) {
      const meant = target.classes.flatMap((name) => memberTargets(lock, name, member).map((key) => ({ name, key })));
      if (meant.length === 0) missingMember(lock, target.classes, member, problem);
      const suited = suitable(lock, meant, member, problem);
      for (const { name, key } of suited) {
        const settings = all.get(name) ?? new Map<string, Setting>();
        all.set(name, settings);
        settings.set(key, { ...settings.get(key), ...said(member) });
      }
    }
  }
  return all;
}

type MemberOf = { readonly name: string; readonly key: string };

/** A glob may mean commands too: what cannot have the setting is then passed over, unless nothing can. */
function suitable(
  lock: Lock,
  meant: readonly MemberOf[],
  member: OverlayMember,
  problem: OverlayProblem,
): readonly MemberOf[] {
  const judged = meant.map((at) => ({ at, fault: faultOf(lock.classes.get(at.name)?.members.get(at.key), member) }));
  const suited = judged.flatMap(({ at, fault }) => (fault === undefined ? [at] : []));
  const bad = judged.find(({ fault }) => fault !== undefined);
  if (bad?.fault === undefined || (isGlob(member.target) && suited.length > 0)) return suited;
  const { what, why } = bad.fault;
  const name = `${bad.at.name}.${member.target}`;
  if (what === 'role') {
    const { where } = member.role ?? member;
    problem('CONFIG.OVERLAY_TYPE', where, `${name} cannot have this role`, why, 'A role is of what can be read.');
  } else {
    const { at, nearest } = bad.fault;
    const where = member.retype?.whereOf(at) ?? member.where;
    const summary = nearest === undefined ? `${name} cannot have this retype` : `${name} has no field ${at.at(-1)}`;
    const ask = nearest ? `Did you mean ${nearest}?` : `devgen show ${bad.at.name}`;
    const hint = nearest === undefined ? 'docs/reference/config.md lists what a type may become.' : ask;
    problem(nearest === undefined ? 'CONFIG.OVERLAY_TYPE' : 'CONFIG.OVERLAY_TARGET', where, summary, why, hint);
  }
  return suited;
}

type Fault = ({ readonly what: 'retype' } & RetypeFault) | { readonly what: 'role'; readonly why: string };

function faultOf(member: LockMember | undefined, { retype, role }: OverlayMember): Fault | undefined {
  if (member === undefined) return undefined;
  const narrowed = retype === undefined ? member : retyped(member, retype.value);
  if (isFault(narrowed)) return { what: 'retype', ...narrowed };
  if (role === undefined || (isSignal(narrowed) && narrowed.kind !== 'w')) return undefined;
  return { what: 'role', why: isSignal(narrowed) ? 'It is write-only.' : `It is a ${narrowed.kind}.` };
}

function said(member: OverlayMember): Setting {
  const { rename, hide, document, role, retype } = member;
  return {
    ...(rename && { rename }),
    ...(hide && { hide }),
    ...(document && { document }),
    ...(role && { role }),
    ...(retype && { retype }),
  };
}
