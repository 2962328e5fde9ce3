import { globTest } from './path.ts';
import { type MemberTree, walkMembers } from './walk-members.ts';
import type { SignalRW } from '../contract/members.ts';
import type { SignalSlot } from '../signal/signal-slot.ts';
import { slot, type Slotted } from '../contract/slot.ts';

/** A device, or several by name as `connectAll` takes them. */
export type SettingsTree = MemberTree;

/** Which settings are meant. Globs over paths: `stage.*.velocity`, `**.temperature`, `stage` for all that is in it. */
export interface SettingsFilter {
  /** These alone; all, if absent. */
  readonly only?: readonly string[];
  /** All but these. */
  readonly ignore?: readonly string[];
}

/** A signal that can be read and written. */
export type Setting = SignalRW<unknown> & { readonly [slot]: SignalSlot };

/** Whether a path is meant. */
export function filterOf({ only, ignore = [] }: SettingsFilter): (path: string) => boolean {
  const wanted = only === undefined ? () => true : globTest(only);
  const ignored = globTest(ignore);
  return (path) => wanted(path) && !ignored(path);
}

/**
 * The settings of a tree by path: each readable and writable signal once, under the first path that leads to it. What is
 * derived from others is none, as it follows from them.
 */
export function findSettings(tree: SettingsTree, filter: SettingsFilter): ReadonlyMap<string, Setting> {
  const found = new Map<string, Setting>();
  const isMeant = filterOf(filter);
  for (const [path, member] of walkMembers(tree)) if (isSetting(member) && isMeant(path)) found.set(path, member);
  return found;
}

function isSetting(member: Slotted): member is Setting {
  const { spec, parts } = member[slot];
  return spec.kind === 'rw' && parts === undefined;
}
