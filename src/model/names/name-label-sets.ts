import { canonical, compareText } from '../lock/canonical.ts';
import { hashText } from '../lock/hash.ts';
import { assignNames, type Bearer, type Named } from '../merge/lineage.ts';
import type { Lock, LockClass, LockMember, LockValue } from '../lock/lock.ts';
import type { ShapeEntry } from '../merge/shape-table.ts';
import { typeName } from './type-name.ts';
import { remembered } from '../remembered.ts';

/** The name of the set that a list of labels is, where the control system names it; by world. */
export type SetNames = ReadonlyMap<string, string>;

export function labelsKey(id: string, labels: readonly string[]): string {
  return `${worldOf(id)}\n${canonical(labels)}`;
}

interface Draft {
  readonly id: string;
  readonly interface: string;
  readonly key: string;
  readonly labels: readonly string[];
  readonly bearers: Bearer[];
}

/** Names the label sets that the shapes of a pull use; `classNames` are those of the pull by shape key. */
export function nameLabelSets(
  table: ReadonlyMap<string, ShapeEntry>,
  classNames: ReadonlyMap<string, string>,
  previous: Lock,
): { readonly names: SetNames; readonly labels: Lock['labels'] } {
  const drafts = draftSets(table, previous);
  const held = setsHeld(previous, table, classNames);
  const given = new Set(classNames.values());
  const names = new Map<string, Named>();
  for (const [name, set] of previous.labels)
    names.set(name, { id: set.id, interfaces: [hashText(canonical(set.labels))] });
  const assigned = assignNames(drafts, {
    names,
    held: (name) => held.has(name),
    present: () => true,
    base: (id) => typeName(id.slice(id.indexOf(':') + 1)),
    taken: (name) => given.has(name) || previous.ledger.classes.has(name) || previous.ledger.types.has(name),
  });
  const labels = new Map(previous.labels);
  const byKey = new Map<string, string>();
  for (const [draft, name] of assigned.names) {
    byKey.set(draft.key, name);
    labels.set(name, { id: draft.id, labels: draft.labels });
  }
  return { names: byKey, labels };
}

function draftSets(table: ReadonlyMap<string, ShapeEntry>, previous: Lock): Draft[] {
  const ids = setIds(table);
  const drafts = new Map<string, Draft>();
  for (const { shape, places } of table.values()) {
    for (const labels of labelsIn(shape.members.values())) {
      if (typeof labels === 'string') continue;
      const key = labelsKey(shape.id, labels);
      const id = ids.get(key);
      if (id === undefined) continue;
      const draft = remembered(drafts, key, () => {
        return { id, interface: hashText(canonical(labels)), key, labels, bearers: [] };
      });
      for (const { device, path } of places) {
        const old = previous.sources.get(device.source)?.devices.get(device.device)?.class;
        draft.bearers.push({
          address: `${device.device}\n${path}\n${device.source}`,
          bore: boreSet(old, id, previous),
        });
      }
    }
  }
  return [...drafts.values()];
}

/** The ids that the sources give to lists of labels; of several ids the first by code unit. */
function setIds(table: ReadonlyMap<string, ShapeEntry>): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const pulled = new Map(
    [...table.values()].flatMap(({ places }) => places.map(({ device }) => [device.pulled, device] as const)),
  );
  for (const { labelSets, live } of pulled.keys()) {
    for (const [name, labels] of labelSets ?? []) {
      const key = labelsKey(live.spec.id, labels);
      const id = `${worldOf(live.spec.id)}:${name}`;
      const known = ids.get(key);
      if (known === undefined || compareText(id, known) < 0) ids.set(key, id);
    }
  }
  return ids;
}

function boreSet(
  className: string | undefined,
  id: string,
  previous: Lock,
  seen = new Set<string>(),
): string | undefined {
  if (className === undefined || seen.has(className)) return undefined;
  seen.add(className);
  const members = [...(previous.classes.get(className)?.members.values() ?? [])];
  for (const labels of labelsIn(members))
    if (typeof labels === 'string' && previous.labels.get(labels)?.id === id) return labels;
  for (const member of members) {
    const found = 'of' in member ? boreSet(member.of, id, previous, seen) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Sets on class lines that this pull does not write anew. */
function setsHeld(
  previous: Lock,
  table: ReadonlyMap<string, ShapeEntry>,
  classNames: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const rewritten = new Map<string, string>();
  for (const [key, { shape }] of table) rewritten.set(classNames.get(key) ?? '', shape.interface);
  // Of an open class something may always survive.
  const surviving = (name: string, of: LockClass): boolean =>
    of.interfaces !== undefined || !rewritten.has(name) || rewritten.get(name) === of.interface;
  const held = new Set<string>();
  for (const [name, of] of previous.classes)
    if (surviving(name, of))
      for (const labels of labelsIn(of.members.values())) if (typeof labels === 'string') held.add(labels);
  return held;
}

function* labelsIn(members: Iterable<LockMember>): Iterable<readonly string[] | string> {
  for (const member of members) {
    if (member.kind === 'block' || member.kind === 'vector') continue;
    for (const value of member.kind === 'command' ? [member.in, member.out] : [member]) yield* labelsOfValue(value);
  }
}

function* labelsOfValue(value: LockValue | undefined): Iterable<readonly string[] | string> {
  if (value?.labels !== undefined) yield value.labels;
  for (const field of value?.fields ?? []) yield* labelsOfValue(field);
}

function worldOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}
