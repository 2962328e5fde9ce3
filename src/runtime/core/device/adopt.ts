import { coreOf, join, type DeviceCore } from './device-core.ts';
import { slot, type Slot } from '../contract/slot.ts';
import type { Place } from './walk.ts';

interface Holding {
  readonly holder: DeviceCore | 'root';
  /** The name came from the holder, not from the constructor. */
  readonly named: boolean;
}

const holdings = new WeakMap<object, Holding>();

/**
 * Gives a place to the composite, or to the tree (`parent` absent), that connects it first, and with that its name.
 * Whoever holds it later neither renames nor disposes it.
 */
export function adopt(place: Place, key: string, parent: DeviceCore | undefined): void {
  if (place.kind === 'part') return;
  const target = nameable(place);
  const known = holdings.get(target);
  const { holder, named } = known ?? { holder: parent ?? 'root', named: target.name === '' };
  if (known === undefined) holdings.set(target, { holder, named });
  if (!named || holder !== (parent ?? 'root')) return;
  if (parent !== undefined) rename(target, join(parent.name, key));
  else if (target.name === '') rename(target, key);
}

/** Whether the composite was the first to hold this place: then it disposes it. */
export function isHeldBy(place: Place, parent: DeviceCore): boolean {
  return place.kind !== 'part' && holdings.get(nameable(place))?.holder === parent;
}

function nameable(place: Exclude<Place, { kind: 'part' }>): DeviceCore | Slot {
  if (place.kind === 'device') return coreOf(place.device);
  return place.kind === 'loose' ? place.loose.member[slot] : place.slot;
}

function rename(target: DeviceCore | Slot, name: string): void {
  if ('rename' in target) target.rename(name);
  else target.name = name;
}
