import type { LockDevice } from '../lock/lock.ts';
import { interfaceOf } from '../merge/open-class.ts';
import type { DeviceRef } from '../merge/pulled.ts';
import type { ClassPair } from './class-pair.ts';
import { detail } from './detail-changes.ts';
import type { Change } from './difference.ts';
import type { Differences } from './differences.ts';
import type { Sides } from './sides.ts';

/**
 * What became of every device; returned is how many both sides have. `renamed` are classes that only have another name.
 */
export function diffDevices(sides: Sides, renamed: ReadonlyMap<string, string>, found: Differences): number {
  let compared = 0;
  for (const { ref, old, now } of devicesOf(sides)) {
    if (old === undefined || now === undefined || now.gone === true) {
      const change = lonelyChange(old, now);
      if (change !== undefined) found.add(change, ref);
      continue;
    }
    compared += 1;
    const pair = sides.pair(old.class, now.class);
    const changes = changesOf(sides, pair, { ref, old, now });
    const moved = old.class !== now.class && renamed.get(old.class) !== now.class;
    for (const change of [
      ...(old.gone === true ? [ofDevice('DEVICE_RETURNED', 'compatible', now.class)] : []),
      ...(old.alias === now.alias ? [] : [aliasChange(old, now)]),
      ...changes,
      ...(moved ? [movedChange(pair, changes)] : []),
    ])
      found.add(change, ref);
  }
  return compared;
}

interface Both {
  readonly ref: DeviceRef;
  readonly old: LockDevice;
  readonly now: LockDevice;
}

/** A device whose own interface is as it was shows nothing of what became of its class, but for the units of columns. */
function changesOf(sides: Sides, pair: ClassPair, { ref, old, now }: Both): readonly Change[] {
  const was = interfaceOf(old, sides.before.classes.get(old.class));
  const is = interfaceOf(now, sides.after.classes.get(now.class));
  if (was === is && old.class === now.class)
    return [...pair.changes.filter(({ rule }) => rule === 'UNITS'), ...pair.detailsOf(old.details, now.details)];
  const changes = [
    ...pair.changesOf(sides.had(old), sides.shows(ref, now)),
    ...pair.detailsOf(old.details, now.details),
  ];
  if (changes.length > 0 || old.class !== now.class) return changes;
  return [{ ...detail('interface', was.slice(0, 8), is.slice(0, 8)), class: old.class }];
}

/** Of a device that only one side has, or that is gone on the newer one. */
function lonelyChange(old: LockDevice | undefined, now: LockDevice | undefined): Change | undefined {
  if (old === undefined) return now?.gone === true ? undefined : ofDevice('DEVICE_ADDED', 'compatible', now?.class);
  if (now === undefined) return ofDevice('DEVICE_REMOVED', old.gone === true ? 'compatible' : 'breaking', old.class);
  return old.gone === true ? undefined : ofDevice('DEVICE_GONE', 'breaking', old.class);
}

function aliasChange(old: LockDevice, now: LockDevice): Change {
  return {
    ...ofDevice('DEVICE_ALIAS', old.alias === undefined ? 'compatible' : 'breaking', old.class),
    ...(old.alias !== undefined && { before: old.alias }),
    ...(now.alias !== undefined && { after: now.alias }),
  };
}

function movedChange({ before, after }: ClassPair, changes: readonly Change[]): Change {
  const breaks = changes.some(({ severity }) => severity === 'breaking');
  return {
    ...ofDevice('DEVICE_MOVED', breaks ? 'breaking' : 'compatible', before.name),
    before: before.name,
    after: after.name,
  };
}

function ofDevice(rule: Change['rule'], severity: Change['severity'], className = ''): Change {
  return { rule, severity, class: className };
}

interface Either {
  readonly ref: DeviceRef;
  readonly old: LockDevice | undefined;
  readonly now: LockDevice | undefined;
}

function* devicesOf({ before, after }: Sides): Iterable<Either> {
  for (const source of new Set([...before.sources.keys(), ...after.sources.keys()])) {
    const [was, is] = [before, after].map((lock) => lock.sources.get(source)?.devices);
    for (const device of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]))
      yield { ref: { source, device }, old: was?.get(device), now: is?.get(device) };
  }
}
