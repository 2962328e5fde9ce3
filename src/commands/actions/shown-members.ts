import type { Meta } from '@devgen/runtime';
import type { Lock, LockDevice, LockMember, LockValue, MetaPatch } from '../../model/lock/lock.ts';
import { interfaceOf, keysOf } from '../../model/merge/open-class.ts';
import type { ShownMember, ShownRange, ShownValue } from '../../report/show-text.ts';

/** A class's members by their names in TypeScript, sorted; for a device those that it has, as it says them. */
export function shownMembers(lock: Lock, className: string, device?: LockDevice): readonly ShownMember[] {
  const entry = lock.classes.get(className);
  if (!entry) return [];
  const own = device && keysOf(entry, interfaceOf(device, entry));
  const names = new Map([...(lock.ledger.members.get(entry.id) ?? [])].map(([name, key]) => [key, name]));
  return [...entry.members]
    .filter(([key]) => own?.has(key) ?? true)
    .map(([key, member]) => shown(lock, names.get(key) ?? member.source, member, device?.details?.get(key)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function shown(lock: Lock, name: string, member: LockMember, patch: MetaPatch | undefined): ShownMember {
  const meta = patched(member.meta, patch);
  return {
    name,
    wire: member.source,
    kind: member.kind,
    ...valuesOf(lock, member),
    ...(member.optional && { optional: true }),
    ...(meta.label && { label: meta.label }),
    ...(meta.description && { description: meta.description }),
    ...(meta.units && { units: meta.units }),
    ...(meta.limits && { limits: limitsOf(meta.limits) }),
  };
}

function valuesOf(lock: Lock, member: LockMember): Partial<ShownMember> {
  if (member.kind === 'block') return { of: member.of };
  if (member.kind === 'vector') return { of: member.of, keys: member.keys };
  if (member.kind === 'command') {
    return { ...(member.in && { in: value(lock, member.in) }), ...(member.out && { out: value(lock, member.out) }) };
  }
  return { value: value(lock, member), ...(member.write !== undefined && { write: member.write }) };
}

function value(lock: Lock, from: LockValue): ShownValue {
  const labels = typeof from.labels === 'string' ? lock.labels.get(from.labels)?.labels : from.labels;
  return {
    type: from.type,
    ...(labels && { labels }),
    ...(from.fields && { fields: from.fields.map((field) => ({ name: field.name, ...value(lock, field) })) }),
  };
}

function patched(meta: Meta, patch: MetaPatch | undefined): Meta {
  if (!patch) return meta;
  const kept = Object.entries({ ...meta, ...patch }).filter(([, fact]) => fact !== null);
  return Object.fromEntries(kept);
}

function limitsOf(limits: NonNullable<Meta['limits']>): NonNullable<ShownMember['limits']> {
  const ranges = Object.entries(limits).map(([which, range]): [string, ShownRange] => [
    which,
    {
      ...(range?.low !== undefined && { low: jsonNumber(range.low) }),
      ...(range?.high !== undefined && { high: jsonNumber(range.high) }),
    },
  ]);
  return Object.fromEntries(ranges);
}

/** A 64-bit limit that a JSON number would round stays exact as text. */
function jsonNumber(limit: number | bigint): number | string {
  if (typeof limit === 'number') return Number.isFinite(limit) ? limit : String(limit);
  return Number.isSafeInteger(Number(limit)) ? Number(limit) : String(limit);
}
