import type { Lock } from '../../model/lock/lock.ts';
import type { PackageConfig, Where } from '../config.ts';
import type { RemoveEntry, RenameKey } from '../edit/edit-config.ts';
import type { Overlay, OverlayEntry, OverlayMember } from './overlay.ts';
import { entryTarget, memberTargets } from './overlay-targets.ts';

/** An entry that would mean something else, or nothing, in a lock that changes: how it follows. */
export interface Followed {
  readonly edits: readonly (RenameKey | RemoveEntry)[];
  /** Keys that cannot follow, since they mean other classes too. */
  readonly left: readonly { readonly key: string; readonly where: Where }[];
}

type Overlaid = Pick<PackageConfig, 'overlay' | 'overlayPath'>;

export function followClass({ overlay, overlayPath }: Overlaid, from: string, to: string): Followed {
  const named = overlay.filter(({ kind, target }) => kind === 'class' && target === from);
  return { edits: named.map((entry) => ({ path: [...overlayPath, ...pathOf(entry)], key: to })), left: [] };
}

/** `lock` is the one before; a key that is the member's wire name means it as ever. */
export function followMember(
  { overlay, overlayPath }: Overlaid,
  lock: Lock,
  id: string,
  from: string,
  to: string,
): Followed {
  const edits: RenameKey[] = [];
  const left: Followed['left'][number][] = [];
  for (const { entry, member, classes } of written(overlay, lock)) {
    if (member.target !== from) continue;
    const meant = classes.filter((name) => memberTargets(lock, name, member).length > 0);
    const own = meant.filter((name) => lock.classes.get(name)?.id === id);
    if (own.length === 0) continue;
    const path = [...overlayPath, ...pathOf(entry), 'members', from];
    if (own.length === meant.length) edits.push({ path, key: to });
    else if (!own.every((name) => isWireName(lock, name, from)))
      left.push({ key: path.join('.'), where: member.where });
  }
  return { edits, left };
}

function isWireName(lock: Lock, className: string, text: string): boolean {
  return [...(lock.classes.get(className)?.members.values() ?? [])].some(({ source }) => source === text);
}

/** Entries that meant something before and mean nothing any more. */
export function followPrune({ overlay, overlayPath }: Overlaid, before: Lock, after: Lock): Followed {
  const gone = overlay.filter((entry) => isThere(before, entry) && !isThere(after, entry));
  const members = written(
    overlay.filter((entry) => !gone.includes(entry)),
    before,
  ).filter(({ entry, member, classes }) => {
    const means = (lock: Lock, names: readonly string[]): boolean =>
      names.some((name) => memberTargets(lock, name, member).length > 0);
    return means(before, classes) && !means(after, entryTarget(after, entry, silent).classes);
  });
  const paths = [
    ...gone.map(pathOf),
    ...members.map(({ entry, member }) => [...pathOf(entry), 'members', member.target]),
  ];
  return { edits: paths.map((path) => ({ path: [...overlayPath, ...path], remove: true })), left: [] };
}

function written(
  overlay: Overlay,
  lock: Lock,
): readonly { readonly entry: OverlayEntry; readonly member: OverlayMember; readonly classes: readonly string[] }[] {
  return overlay.flatMap((entry) => {
    const { classes } = entryTarget(lock, entry, silent);
    return entry.members.map((member) => ({ entry, member, classes }));
  });
}

function isThere(lock: Lock, entry: OverlayEntry): boolean {
  let there = true;
  entryTarget(lock, entry, (code) => {
    if (code === 'CONFIG.OVERLAY_TARGET') there = false;
  });
  return there;
}

function silent(): void {}

/** Below the overlay. */
function pathOf({ kind, target }: OverlayEntry): readonly string[] {
  return [kind === 'class' ? 'classes' : 'devices', target];
}
