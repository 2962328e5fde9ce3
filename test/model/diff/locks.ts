import { diffLocks, type Diff } from '../../../src/model/diff/diff-locks.ts';
import type { Difference } from '../../../src/model/diff/difference.ts';
import { type Lock, type LockDevice, type LockMember } from '../../../src/model/lock/lock.ts';
import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { history } from '../motors.ts';
import { type DeviceFacts, type Facts, pulledSource } from '../pulled-source.ts';

/** Keys as Tango has them; other worlds of these tests differ in nothing but the case. */
export function foldedKey(source: string, kind: string): string {
  return kind === 'command' ? `${source.toLowerCase()}()` : source.toLowerCase();
}

export function diffOf(before: Lock, after: Lock): Diff {
  return diffLocks(before, after, { keyOf: () => foldedKey });
}

/** Each difference in a line: rule, severity, class and member, then its devices. */
export function told(differences: readonly Difference[]): readonly string[] {
  return differences.map(({ rule, severity, class: name, member, devices }) =>
    [`${rule} ${severity}`, [name, member].filter(Boolean).join('.'), ...devices.map((each) => each.device)].join(' '),
  );
}

export function device(name: string, members: Facts, more: Partial<DeviceFacts> = {}): DeviceFacts {
  return { device: name, id: 'tango:Motor', members, ...more };
}

export function db(...devices: readonly DeviceFacts[]): PulledSource {
  return pulledSource('db', 'tango', devices);
}

/** A lock after pulls of these, one after the other. */
export function locked(...pulls: readonly PulledSource[]): Lock {
  return history(...pulls);
}

/** The lock with one of its devices changed; without it where nothing is returned. */
export function withDevice(
  lock: Lock,
  name: string,
  change: (entry: LockDevice) => LockDevice | undefined,
  source = 'db',
): Lock {
  const of = lock.sources.get(source);
  const entry = of?.devices.get(name);
  if (of === undefined || entry === undefined) throw new Error(`no device ${name}`);
  const devices = new Map(of.devices);
  const changed = change(entry);
  if (changed === undefined) devices.delete(name);
  else devices.set(name, changed);
  return { ...lock, sources: new Map(lock.sources).set(source, { ...of, devices }) };
}

/** The lock with one member of a class changed, and the class's interface hash with it. */
export function withMember(lock: Lock, name: string, key: string, change: (member: LockMember) => LockMember): Lock {
  const of = lock.classes.get(name);
  const member = of?.members.get(key);
  if (of === undefined || member === undefined) throw new Error(`no member ${key} of ${name}`);
  const members = new Map(of.members).set(key, change(member));
  return { ...lock, classes: new Map(lock.classes).set(name, { ...of, interface: `${of.interface}+`, members }) };
}

/** What `devgen rename` makes of a lock: the class under another name, everywhere. */
export function withClassName(lock: Lock, old: string, name: string): Lock {
  const rename = (each: string): string => (each === old ? name : each);
  const sources = [...lock.sources].map(([source, { kind, devices }]) => {
    const renamed = [...devices].map(([wire, entry]) => [wire, { ...entry, class: rename(entry.class) }] as const);
    return [source, { kind, devices: new Map(renamed) }] as const;
  });
  const classes = new Map([...lock.classes].map(([each, of]) => [rename(each), of]));
  return { ...lock, sources: new Map(sources), classes };
}
