import type { DeviceSpec } from '@devgen/runtime';
import type { Lock } from '../lock/lock.ts';
import { deviceKey } from '../merge/details.ts';
import { merge } from '../merge/merge.ts';
import type { DeviceRef, MergeReport, Naming, PulledSource } from '../merge/pulled.ts';
import { asClass } from './as-class.ts';
import { type Diff, diffLocks } from './diff-locks.ts';
import type { DiffOptions } from './sides.ts';

export interface LiveOptions extends Pick<DiffOptions, 'keyOf'> {
  readonly pulled: readonly PulledSource[];
  /** Whether the facility was to be asked for the device. */
  readonly covers: (source: string, device: string) => boolean;
  /** Whether its absence is known. */
  readonly isOffline: (device: string) => boolean;
  readonly naming: Naming;
  /** What is generated of a lock, where that is not all of it. */
  readonly shownOf?: (lock: Lock) => Lock;
}

export interface LiveDiff extends Diff {
  /** What a pull would have to say of the same answers. */
  readonly report: MergeReport;
  /** Devices that are gone, and whose absence is known: no difference. */
  readonly absent: readonly KnownAbsence[];
}

export interface KnownAbsence extends DeviceRef {
  readonly class: string;
}

/** How the facility differs from the lock: what a pull would make of the lock beside what it is. */
export function diffLive(lock: Lock, options: LiveOptions): LiveDiff {
  const { pulled, covers, naming, keyOf, shownOf = (facts: Lock): Lock => facts } = options;
  const absent = knownAbsences(lock, options);
  const left = new Set(absent.map(deviceKey));
  const { lock: after, report } = merge(lock, pulled, {
    naming,
    covers: (source, device) => covers(source, device) && !left.has(deviceKey({ source, device })),
  });
  const specs = shownSpecs(pulled);
  const classes = shownOf(after);
  const shown = (device: DeviceRef): DeviceSpec | undefined => {
    const live = specs.get(deviceKey(device));
    const entry = after.sources.get(device.source)?.devices.get(device.device);
    return live && asClass(live, entry?.class ?? '', after, classes);
  };
  const { differences } = diffLocks(shownOf(lock), classes, { keyOf, shown });
  const known = [...lock.sources].flatMap(([source, { devices }]) =>
    [...devices.keys()].map((device) => deviceKey({ source, device })),
  );
  return { differences, compared: known.filter((key) => specs.has(key)).length, report, absent };
}

function knownAbsences(lock: Lock, { pulled, covers, isOffline }: LiveOptions): readonly KnownAbsence[] {
  return pulled.flatMap((source) => {
    if ('error' in source) return [];
    const listed = new Set(source.listed.map(({ device }) => device));
    return [...(lock.sources.get(source.name)?.devices ?? [])]
      .filter(([device, { gone }]) => gone !== true && !listed.has(device) && covers(source.name, device))
      .filter(([device]) => isOffline(device))
      .map(([device, entry]) => ({ source: source.name, device, class: entry.class }));
  });
}

/** What every device that answered showed. */
function shownSpecs(pulled: readonly PulledSource[]): ReadonlyMap<string, DeviceSpec> {
  const specs = new Map<string, DeviceSpec>();
  for (const source of pulled)
    for (const device of 'described' in source ? source.described : [])
      if (device.ok) specs.set(deviceKey({ source: source.name, device: device.found.device }), device.live.spec);
  return specs;
}
