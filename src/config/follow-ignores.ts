import { nameGlob } from '@devgen/runtime/registry';
import type { Lock } from '../model/lock/lock.ts';
import { inverted } from '../model/merge/ledger.ts';
import type { PackageConfig, Where } from './config.ts';
import type { SetValue } from './edit/edit-config.ts';

/** What became of the entries under `ignore` when something got another name. */
export interface FollowedIgnores {
  readonly edits: readonly (SetValue & { readonly from: string; readonly value: string })[];
  /** Those that fitted the old name and do not fit the new one, or mean other things too. */
  readonly left: readonly { readonly key: 'class' | 'member'; readonly glob: string; readonly where: Where }[];
}

/** A name of a class or member, as differences tell it, before and after. */
interface Called {
  readonly class: string;
  readonly old: string;
  readonly now: string;
}

/** `renamed` leads from a class's name to the one that it has now; `others` are what further packages of the config show. */
export function followIgnores(
  { ignore }: Pick<PackageConfig, 'ignore'>,
  before: Lock,
  after: Lock,
  renamed: (className: string) => string,
  others: readonly Lock[],
): FollowedIgnores {
  if (ignore.length === 0) return { edits: [], left: [] };
  const classes = [...before.classes.keys()].map((name) => ({ class: name, old: name, now: renamed(name) }));
  const members = classes.flatMap(({ old, now }) => membersCalled(before, old, after, now));
  const strangers = others.flatMap((lock) =>
    [...lock.classes.keys()].map((name) => ({ class: name, old: name, now: name })),
  );
  const strange = others.flatMap((lock) =>
    [...lock.classes.keys()].flatMap((name) => membersCalled(lock, name, lock, name)),
  );
  const edits: FollowedIgnores['edits'][number][] = [];
  const left: FollowedIgnores['left'][number][] = [];
  for (const [index, entry] of ignore.entries()) {
    for (const [key, all] of [
      ['class', [...classes, ...strangers]],
      ['member', [...members, ...strange]],
    ] as const) {
      const glob = entry[key];
      if (glob === undefined) continue;
      const isMeant = key === 'member' && entry.class !== undefined ? nameGlob([entry.class]) : () => true;
      const followed = follow(
        glob,
        all.filter((each) => isMeant(each.class)),
      );
      if (followed === 'left') left.push({ key, glob, where: entry.where });
      else if (followed !== undefined) edits.push({ path: ['ignore', index, key], from: glob, value: followed });
    }
  }
  return { edits, left };
}

/** The new text of a glob that is an old name; `left` where it has lost a name. */
function follow(glob: string, all: readonly Called[]): string | 'left' | undefined {
  const isMeant = nameGlob([glob]);
  const fitting = all.filter(({ old }) => isMeant(old));
  const lost = fitting.filter(({ now }) => !isMeant(now));
  if (lost.length === 0) return undefined;
  const isName = lost.every(({ old }) => old.toLowerCase() === glob.toLowerCase());
  const [first, ...more] = new Set(lost.map(({ now }) => now));
  return isName && lost.length === fitting.length && more.length === 0 ? first : 'left';
}

function membersCalled(before: Lock, className: string, after: Lock, nowCalled: string): readonly Called[] {
  const now = pathsIn(after, nowCalled);
  return [...pathsIn(before, className)].flatMap(([key, old]) => {
    const path = now.get(key);
    return path === undefined ? [] : [{ class: className, old, now: path }];
  });
}

/** By wire keys, the path of each member of a class, those of its parts too: `seq.*.table`. */
function pathsIn(lock: Lock, className: string): ReadonlyMap<string, string> {
  const of = lock.classes.get(className);
  const names = inverted(lock.ledger.members.get(of?.id ?? ''));
  const paths = new Map<string, string>();
  for (const [key, member] of of?.members ?? []) {
    const name = names.get(key) ?? key;
    paths.set(key, name);
    if (member.kind !== 'block' && member.kind !== 'vector') continue;
    const inside = member.kind === 'block' ? `${name}.` : `${name}.*.`;
    for (const [inner, path] of pathsIn(lock, member.of)) paths.set(`${key}/${inner}`, inside + path);
  }
  return paths;
}
