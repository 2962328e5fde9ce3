import { byDevice, type Census } from './census.ts';
import { compareText } from '../lock/canonical.ts';
import type { Lock, LockClass, LockMember } from '../lock/lock.ts';
import { Places } from './places.ts';
import { shapesById } from './ledger.ts';
import type { DeviceRef, MergeReport, MergeWarning, MovedDevice, Rename } from './pulled.ts';

export function reportMerge(before: Lock, after: Lock, census: Census): MergeReport {
  const added: DeviceRef[] = [];
  const moved: MovedDevice[] = [];
  const returned: DeviceRef[] = [];
  for (const { source, device } of census.fresh) {
    const old = before.sources.get(source)?.devices.get(device);
    const now = after.sources.get(source)?.devices.get(device)?.class ?? '';
    if (old === undefined) added.push({ source, device });
    else if (old.class !== now) moved.push({ source, device, from: old.class, to: now });
    if (old?.gone === true) returned.push({ source, device });
  }
  const { unreachable, gone, neverRunning, outside } = census;
  return {
    added: added.toSorted(byDevice),
    moved: moved.toSorted(byDevice),
    returned: returned.toSorted(byDevice),
    unreachable,
    gone,
    neverRunning,
    outside,
    classes: reportClasses(before, after),
    renames: wantedRenames(after, moved),
    warnings: warningsOf(after),
  };
}

function reportClasses(before: Lock, after: Lock): MergeReport['classes'] {
  const names = [...after.classes.keys()].toSorted(compareText);
  const changed = (differs: (old: LockClass, now: LockClass) => boolean): string[] =>
    names.filter((name) => {
      const [old, now] = [before.classes.get(name), after.classes.get(name)];
      return old !== undefined && now !== undefined && differs(old, now);
    });
  return {
    added: names.filter((name) => !before.classes.has(name)),
    changed: changed((old, now) => old.interface !== now.interface),
    detail: changed((old, now) => old.interface === now.interface && old.detail !== now.detail),
    retired: retiredClasses(after),
  };
}

/** Classes that no device has, and no block of one. */
export function retiredClasses(lock: Lock): string[] {
  const places = new Places(lock.classes);
  const used = new Set<string>();
  for (const { devices } of lock.sources.values())
    for (const name of new Set([...devices.values()].filter(({ gone }) => gone !== true).map((device) => device.class)))
      for (const part of places.of(name).values()) used.add(part);
  return [...lock.classes.keys()].filter((name) => !used.has(name)).toSorted(compareText);
}

/**
 * Renames that a person may want. A firmware that went through a facility has left the plain name without a device, and
 * all that bore it have another name: the only one in use, or the one that its last devices moved to.
 */
function wantedRenames(lock: Lock, moved: readonly MovedDevice[]): MergeReport['renames'] {
  const retired = new Set(retiredClasses(lock));
  const renames: Rename[] = [];
  for (const names of shapesById(lock.classes).values()) {
    const [plain = ''] = names.filter((name) => lock.classes.get(name)?.interfaces === undefined);
    if (!retired.has(plain)) continue;
    const used = names.filter((name) => !retired.has(name));
    const heirs = new Set(moved.flatMap(({ from, to }) => (from === plain ? [to] : [])));
    const [heir, another] = used.length === 1 ? used : [...heirs];
    if (heir === undefined || another !== undefined || !used.includes(heir)) continue;
    if (lock.classes.get(heir)?.interfaces === undefined) renames.push({ from: heir, to: plain });
  }
  return renames.toSorted((a, b) => compareText(a.from, b.from));
}

function warningsOf(lock: Lock): MergeWarning[] {
  const warnings: MergeWarning[] = [];
  for (const [name, of] of [...lock.classes].toSorted(([a], [b]) => compareText(a, b))) {
    for (const member of of.members.values()) {
      const text = caveatOf(member, of);
      if (text !== undefined) warnings.push({ class: name, member: member.source, text });
    }
    for (const key of undeclared(of)) warnings.push({ class: name, member: key, text: UNDECLARED });
  }
  return warnings;
}

const UNDECLARED = 'is so different on the devices that the class cannot declare it: it is among their $extras';

/** Wire keys that devices of an open class have, and that are no member of it. */
function undeclared({ interfaces, members }: LockClass): readonly string[] {
  const keys = new Set([...(interfaces?.values() ?? [])].flat());
  return [...keys].filter((key) => !members.has(key)).toSorted(compareText);
}

function caveatOf(member: LockMember, { interfaces }: LockClass): string | undefined {
  if (member.meta.caveat !== undefined) return member.meta.caveat;
  if (!('type' in member) || member.type !== 'any') return undefined;
  return interfaces === undefined
    ? 'has no type of its own here: its value is delivered as unknown'
    : 'has not the same type on all devices: its value is delivered as unknown';
}
