import { type DeviceSpec, type MemberSpec, usableLabels, type ValueSpec } from '@devgen/runtime/contract';
import type { Lock, LockDevice, LockMember, LockValue } from './lock/lock.ts';
import { inverted } from './merge/ledger.ts';
import { interfaceOf, keysOf } from './merge/open-class.ts';

/** The spec that a class of the lock stands for, as its generated file says it; `compare` holds it against the facility. */
export function classSpec(lock: Lock, name: string): DeviceSpec {
  const entry = lock.classes.get(name);
  if (entry === undefined) return { id: name, members: {} };
  const names = inverted(lock.ledger.members.get(entry.id));
  const members = [...entry.members].map(([key, member]) => [names.get(key) ?? key, memberSpec(lock, member)]);
  return { id: entry.id, interface: entry.interface.slice(0, 8), members: Object.fromEntries(members) };
}

/** The spec that one device of the lock stands for: of an open class it has only some of the members. */
export function deviceSpec(lock: Lock, entry: LockDevice): DeviceSpec {
  const spec = classSpec(lock, entry.class);
  const of = lock.classes.get(entry.class);
  const own = of?.interfaces && keysOf(of, interfaceOf(entry, of));
  if (own === undefined) return spec;
  const names = lock.ledger.members.get(spec.id);
  const members = Object.entries(spec.members).filter(([name]) => own.has(names?.get(name) ?? ''));
  return { ...spec, members: Object.fromEntries(members) };
}

/** A member of the lock as its class declares it, units left out: they are its details. */
export function memberSpec(lock: Lock, member: LockMember): MemberSpec {
  const { source } = member;
  const optional = member.optional ? { optional: true as const } : {};
  if (member.kind === 'block') return { kind: 'block', source, of: classSpec(lock, member.of), ...optional };
  if (member.kind === 'vector')
    return { kind: 'vector', source, of: classSpec(lock, member.of), keys: member.keys, ...optional };
  if (member.kind === 'command') {
    const input = member.in && { in: valueSpec(lock, member.in) };
    const output = member.out && { out: valueSpec(lock, member.out) };
    return { kind: 'command', source, ...input, ...output, ...optional };
  }
  return {
    kind: member.kind,
    source,
    ...(member.write !== undefined && { write: member.write }),
    ...valueSpec(lock, member),
    ...optional,
    ...(member.role && { role: member.role }),
  };
}

function valueSpec(lock: Lock, value: LockValue): ValueSpec {
  const labels = typeof value.labels === 'string' ? lock.labels.get(value.labels)?.labels : value.labels;
  const fields = value.fields?.map((field) => ({
    ...valueSpec(lock, field),
    name: field.name,
    ...(field.units && { units: field.units }),
  }));
  // A class declares the number where labels cannot be told apart.
  return {
    type: value.type,
    ...(usableLabels(labels) && { labels }),
    ...(fields && { fields }),
    ...(value.wire && { wire: value.wire }),
  };
}
