import type { Ledger, Lock } from '../../model/lock/lock.ts';
import { inverted } from '../../model/merge/ledger.ts';
import { memberName } from '../../model/names/member-name.ts';
import type { Settings } from './member-settings.ts';
import type { Placed } from './overlay.ts';
import type { OverlayProblem } from './overlay-problem.ts';

/** The names of the members that a lock shows: one for each, and each for one, within a control-system class. */
export function renamedMembers(
  shown: Lock,
  settings: ReadonlyMap<string, Settings>,
  problem: OverlayProblem,
): Ledger['members'] {
  const members = new Map(shown.ledger.members);
  for (const [id, renames] of renamesById(shown, settings)) {
    const before = members.get(id) ?? new Map<string, string>();
    const keys = new Set([...shown.classes.values()].flatMap((of) => (of.id === id ? [...of.members.keys()] : [])));
    members.set(id, renamed(before, keys, renames, problem));
  }
  return members;
}

type Renames = ReadonlyMap<string, Placed<string>>;

function renamesById(shown: Lock, settings: ReadonlyMap<string, Settings>): ReadonlyMap<string, Renames> {
  const byId = new Map<string, Map<string, Placed<string>>>();
  for (const [name, of] of shown.classes)
    for (const [key, { rename }] of settings.get(name) ?? []) {
      if (rename === undefined) continue;
      const renames = byId.get(of.id) ?? new Map<string, Placed<string>>();
      byId.set(of.id, renames.set(key, rename));
    }
  return byId;
}

/** `keys` are those that a class shows: what is hidden or gone stands in nobody's way. */
function renamed(
  before: ReadonlyMap<string, string>,
  keys: ReadonlySet<string>,
  renames: Renames,
  problem: OverlayProblem,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const old = inverted(before);
  for (const [key, { value: name, where }] of renames) {
    if (!keys.has(key)) continue;
    const better = memberName(name, 'wire');
    const holder = names.get(name) ?? holderOf(before.get(name), keys, renames);
    if (better !== name)
      problem(
        'CONFIG.OVERLAY_NAME',
        where,
        `${JSON.stringify(name)} is no name for a member`,
        'It has to be an identifier that the runtime does not need.',
        `Write ${better}, for one.`,
      );
    else if (holder !== undefined && holder !== key)
      problem(
        'CONFIG.OVERLAY_NAME',
        where,
        `Two members would be called ${name}: ${quoted(old.get(key) ?? key)} and ${quoted(old.get(holder) ?? holder)}`,
        'All classes of one control-system class share the names of their members.',
        'Choose another name, or hide or rename the other one.',
      );
    else names.set(name, key);
  }
  const given = new Set(names.values());
  for (const [name, key] of before) if (!given.has(key) && !names.has(name)) names.set(name, key);
  return names;
}

/** A member that has the name and keeps it. */
function holderOf(key: string | undefined, keys: ReadonlySet<string>, renames: Renames): string | undefined {
  return key !== undefined && keys.has(key) && !renames.has(key) ? key : undefined;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
