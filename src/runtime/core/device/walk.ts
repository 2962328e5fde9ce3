import { isDevice, isSlotted, join, type MemberObject } from './device-core.ts';
import type { Device } from './device.ts';
import { fieldsOf, partsOf } from './fields.ts';
import { looseOf, type Loose } from './procedural.ts';
import { slot, type Slot } from '../contract/slot.ts';
import { vectorOf } from './vector.ts';

/** What a tree is made of: devices with or without a link of their own, and signals or commands outside a class. */
export type Place =
  | { readonly kind: 'device'; readonly device: Device }
  /** A block or element below the device that it is part of. */
  | { readonly kind: 'part'; readonly device: Device }
  | { readonly kind: 'loose'; readonly loose: Loose }
  /** A signal that is bound for life. */
  | { readonly kind: 'soft'; readonly slot: Slot };

export interface Named {
  readonly key: string;
  readonly place: Place;
}

/**
 * The places that a value stands for: of a vector all elements, of a derived signal those of its parts too, of an alias of
 * some device's member none.
 */
export function placesOf(key: string, value: MemberObject): Named[] {
  if (isDevice(value)) return [{ key, place: { kind: 'device', device: value } }];
  if (!isSlotted(value))
    return [...value].map(([n, device]) => ({ key: join(key, n), place: { kind: 'device', device } }));
  const loose = looseOf(value[slot]);
  if (loose !== undefined) return [{ key, place: { kind: 'loose', loose } }];
  const { selfBound, parts = [] } = value[slot];
  if (selfBound !== true) return [];
  const inside = [...parts].flatMap(([name, part]) => placesOf(join(key, name), part));
  return [{ key, place: { kind: 'soft', slot: value[slot] } }, ...inside];
}

/** The places inside a device: its parts made so far and its fields. */
export function placesIn(device: Device): Named[] {
  const parts = [...partsOf(device)].flatMap(([key, part]) => partPlaces(key, part));
  return [...parts, ...[...fieldsOf(device)].flatMap(([key, field]) => placesOf(key, field))];
}

function partPlaces(key: string, part: MemberObject): Named[] {
  if (isDevice(part)) return [{ key, place: { kind: 'part', device: part } }];
  if (isSlotted(part)) return [];
  return [...vectorOf(part).made].map(([n, device]) => ({ key: join(key, n), place: { kind: 'part', device } }));
}

/** The devices among them, by their dotted keys. */
export function childrenOf(device: Device): Map<string, Device> {
  const children = new Map<string, Device>();
  for (const { key, place } of placesIn(device)) {
    if (place.kind === 'device' || place.kind === 'part') children.set(key, place.device);
  }
  return children;
}
