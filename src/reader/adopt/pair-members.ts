import type { ClassFile, DeclaredMember } from './class-file.ts';

export interface PairedMembers {
  readonly pairs: readonly { readonly old: DeclaredMember; readonly now: DeclaredMember }[];
  readonly removed: readonly DeclaredMember[];
  readonly added: readonly DeclaredMember[];
}

/**
 * The members of both texts, joined by name; what has another name by its wire name in spec or comment, and else by its
 * type and the member before it.
 */
export function pairMembers(before: ClassFile, after: ClassFile): PairedMembers {
  const removed = new Set([...before.members.values()].filter(({ name }) => !after.members.has(name)));
  const added = new Set([...after.members.values()].filter(({ name }) => !before.members.has(name)));
  const pairs: { old: DeclaredMember; now: DeclaredMember }[] = [];
  for (const old of before.members.values()) {
    const now = after.members.get(old.name);
    if (now !== undefined) pairs.push({ old, now });
  }
  const renamed = new Map<string, string>();
  const takeAll = (isSame: (old: DeclaredMember, now: DeclaredMember) => boolean): void => {
    for (const old of removed) {
      const found = [...added].filter((now) => isSame(old, now));
      const [now] = found;
      if (now === undefined || found.length > 1) continue;
      pairs.push({ old, now });
      renamed.set(old.name, now.name);
      removed.delete(old);
      added.delete(now);
    }
  };
  const sourceOf = (old: DeclaredMember): string => before.sources.get(old.name) ?? old.name;
  takeAll((old, now) => after.sources.get(now.name) === sourceOf(old) && !after.sources.has(old.name));
  takeAll((old, now) => wireName(now) === sourceOf(old) && old.type === now.type);
  takeAll(
    (old, now) =>
      wireName(now) === undefined && old.type === now.type && now.after === (renamed.get(old.after ?? '') ?? old.after),
  );
  return { pairs, removed: [...removed], added: [...added] };
}

/** As a comment of devgen's begins. */
function wireName({ doc }: DeclaredMember): string | undefined {
  return /^`([^`]+)`/.exec(doc?.[0] ?? '')?.[1];
}
