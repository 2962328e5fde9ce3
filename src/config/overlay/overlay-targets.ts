import { nameGlob } from '@devgen/runtime/registry';
import type { Lock } from '../../model/lock/lock.ts';
import { inverted } from '../../model/merge/ledger.ts';
import { nearest } from '../nearest.ts';
import type { OverlayEntry, OverlayMember } from './overlay.ts';
import type { OverlayProblem } from './overlay-problem.ts';

/** What an entry means. */
export interface EntryTarget {
  /** The classes that it changes. */
  readonly classes: readonly string[];
  /** By source, the devices that it means; of an entry of classes all of theirs. */
  readonly isMeant: (source: string, device: string, className: string) => boolean;
}

/** The classes and devices that an entry means; a class is changed by devices only where all of its are meant. */
export function entryTarget(lock: Lock, entry: OverlayEntry, problem: OverlayProblem): EntryTarget {
  return entry.kind === 'class' ? classTarget(lock, entry, problem) : deviceTarget(lock, entry, problem);
}

function classTarget(lock: Lock, { target, where }: OverlayEntry, problem: OverlayProblem): EntryTarget {
  const names = [...lock.classes.keys()];
  const classes = matching(target, names, (name) => [name]);
  if (classes.length === 0) {
    const wire = names.find((name) => lock.classes.get(name)?.id.split(':')[1] === target);
    const meant = wire ?? nearest(target, names);
    problem(
      'CONFIG.OVERLAY_TARGET',
      where,
      `The lock has no class ${target}`,
      goneWhy(lock, target),
      ask(meant, 'devgen ls'),
    );
  }
  const known = new Set(classes);
  return { classes, isMeant: (_, __, className) => known.has(className) };
}

function deviceTarget(lock: Lock, entry: OverlayEntry, problem: OverlayProblem): EntryTarget {
  const { target, where } = entry;
  const isNamed = nameGlob([target]);
  const isMeant = (source: string, device: string): boolean => isNamed(device) || isNamed(`${source}:${device}`);
  const counts = new Map<string, { meant: number; all: number }>();
  let found = false;
  for (const [source, { devices }] of lock.sources)
    for (const [device, { class: name, gone }] of devices) {
      const meant = isMeant(source, device);
      found ||= meant;
      if (gone === true) continue;
      const count = counts.get(name) ?? { meant: 0, all: 0 };
      counts.set(name, count);
      count.all += 1;
      if (meant) count.meant += 1;
    }
  if (!found) {
    const names = [...lock.sources.values()].flatMap(({ devices }) => [...devices.keys()]);
    const why = 'A device that is gone keeps its entry until it is pruned.';
    problem(
      'CONFIG.OVERLAY_TARGET',
      where,
      `The lock has no device ${target}`,
      why,
      ask(nearest(target, names), 'devgen ls'),
    );
  }
  const touched = [...counts].filter(([, { meant }]) => meant > 0);
  const classes = touched.flatMap(([name, { meant, all }]) => (meant === all ? [name] : []));
  const [partial] = touched.filter(([, { meant, all }]) => meant < all);
  if (partial !== undefined && (entry.document !== undefined || entry.members.length > 0)) {
    const [name, { meant, all }] = partial;
    problem(
      'CONFIG.OVERLAY_PARTIAL',
      where,
      `${target} means ${meant} of the ${all} devices of ${name}`,
      'They share one class, so what is said of its members is said of all of them.',
      `Write it under overlay.classes.${name}, or give these devices a subclass: extends.`,
    );
  }
  return { classes, isMeant };
}

function goneWhy(lock: Lock, target: string): string {
  return lock.ledger.classes.has(target)
    ? 'A class had this name once; no device has it any more.'
    : 'A class is meant by the name that devgen gave it, or by a glob of such names.';
}

/** The wire keys of the members that an entry means. */
export function memberTargets(lock: Lock, className: string, { target }: OverlayMember): readonly string[] {
  const of = lock.classes.get(className);
  if (of === undefined) return [];
  const names = inverted(lock.ledger.members.get(of.id));
  const members = [...of.members].map(([key, { source }]) => ({ key, name: names.get(key) ?? key, source }));
  const named = members.filter(({ name }) => name === target);
  return (named.length > 0 ? named : matching(target, members, ({ name, source }) => [name, source])).map(
    ({ key }) => key,
  );
}

/** Tells of a member that no class has which the entry means. */
export function missingMember(
  lock: Lock,
  classes: readonly string[],
  { target, where }: OverlayMember,
  problem: OverlayProblem,
): void {
  const [first] = classes;
  if (first === undefined) return;
  const names = classes.flatMap((name) => namesIn(lock, name));
  const whose = classes.length === 1 ? first : `${first} and ${classes.length - 1} more`;
  const why = 'It may have been removed from the device, or named otherwise by devgen rename.';
  const hint = ask(nearest(target, names), `devgen show ${first}`);
  problem('CONFIG.OVERLAY_TARGET', where, `${whose} has no member ${target}`, why, hint);
}

function namesIn(lock: Lock, className: string): readonly string[] {
  const of = lock.classes.get(className);
  const names = inverted(lock.ledger.members.get(of?.id ?? ''));
  return [...(of?.members.keys() ?? [])].map((key) => names.get(key) ?? key);
}

export function isGlob(target: string): boolean {
  return /[*?]|\{[^{}]*,/.test(target);
}

function matching<T>(target: string, all: readonly T[], textsOf: (one: T) => readonly string[]): readonly T[] {
  const isMeant = isGlob(target) ? nameGlob([target]) : (text: string): boolean => text === target;
  return all.filter((one) => textsOf(one).some(isMeant));
}

function ask(meant: string | undefined, next: string): string {
  return meant === undefined ? next : `Did you mean ${meant}?`;
}
