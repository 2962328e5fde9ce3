import { usableLabels } from '@devgen/runtime/contract';
import type { Lock, LockClass, LockMember, LockValue } from '../lock/lock.ts';
import { memberValues } from '../names/member-types.ts';

/** A lock whose types can be told apart, and what tells them apart. */
export interface Marked {
  readonly lock: Lock;
  /** By class: a member that it alone has. */
  readonly members: ReadonlyMap<string, string>;
  /** By shared set, or by class and wire key: a label that no other set has. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/**
 * Gives each class a member and each set of labels a label of its own. Two unions of the same labels are one type to
 * TypeScript, and so are the keys of two classes with the same members: a mark says whose a text in code is.
 */
export function marked(lock: Lock): Marked {
  const marks = new Marks();
  const labels = new Map(
    [...lock.labels].map(([name, set]) => [name, { ...set, labels: marks.add(set.labels, name) }] as const),
  );
  const members = new Map<string, string>();
  const ledgerMembers = new Map([...lock.ledger.members].map(([id, names]) => [id, new Map(names)]));
  const classes = new Map<string, LockClass>();
  for (const [name, of] of lock.classes) {
    const mark = `devgenMark${members.size}`;
    members.set(name, mark);
    ledgerMembers.set(of.id, new Map(ledgerMembers.get(of.id)).set(mark, mark));
    const own = [...of.members].map(
      ([key, member]) => [key, markMember(member, (list) => marks.add(list, labelOwner(name, key)))] as const,
    );
    const extra: LockMember = { kind: 'r', source: mark, type: 'any', meta: {} };
    classes.set(name, { ...of, members: new Map<string, LockMember>(own).set(mark, extra) });
  }
  const ledger = { ...lock.ledger, members: ledgerMembers };
  return { lock: { ...lock, classes, labels, ledger }, members, labels: marks.byOwner };
}

/** The key of {@link Marked.labels} for a set that a member alone has. */
export function labelOwner(className: string, key: string): string {
  return `${className}\n${key}`;
}

class Marks {
  readonly byOwner = new Map<string, string[]>();
  #count = 0;

  add(labels: readonly string[], owner: string): readonly string[] {
    if (!usableLabels(labels)) return labels;
    this.#count += 1;
    const mark = `devgen mark ${this.#count}`;
    this.byOwner.set(owner, [...(this.byOwner.get(owner) ?? []), mark]);
    return [...labels, mark];
  }
}

type Mark = (labels: readonly string[]) => readonly string[];

function markMember(member: LockMember, mark: Mark): LockMember {
  if (member.kind === 'block' || member.kind === 'vector') return member;
  if (member.kind !== 'command') return markValue(member, mark);
  const [first, ...others] = memberValues(member);
  const { in: argument, out: result } = member;
  // An argument and a result of one type share its name.
  if (first !== undefined && others.length === 0 && argument !== undefined && result !== undefined) {
    const value = markValue(first.value, mark);
    return { ...member, in: value, out: value };
  }
  return {
    ...member,
    ...(argument !== undefined && { in: markValue(argument, mark) }),
    ...(result !== undefined && { out: markValue(result, mark) }),
  };
}

function markValue<V extends LockValue>(value: V, mark: Mark): V {
  return {
    ...value,
    ...(typeof value.labels === 'object' && { labels: mark(value.labels) }),
    ...(value.fields !== undefined && { fields: value.fields.map((field) => markValue(field, mark)) }),
  };
}
