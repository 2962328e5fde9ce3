import type { Meta } from '@devgen/runtime';
import type { FreshDevice } from './census.ts';
import { metaAt, type Shape, shapeKey, shapesOf } from '../shape.ts';

export interface ShapeEntry {
  readonly shape: Shape;
  /** How far from a device at most: what holds others is named before them. */
  readonly depth: number;
  readonly places: readonly ShapePlace[];
}

export interface ShapePlace {
  readonly device: FreshDevice;
  readonly path: string;
  readonly meta: ReadonlyMap<string, Meta>;
}

/** All shapes of a pull by {@link shapeKey}; the same shape of many devices is one entry. */
export function tabulateShapes(fresh: readonly FreshDevice[]): ReadonlyMap<string, ShapeEntry> {
  const table = new Map<string, { shape: Shape; depth: number; places: ShapePlace[] }>();
  for (const device of fresh) {
    const { live } = device.pulled;
    for (const placed of shapesOf(live.spec)) {
      const { path, shape } = placed;
      const key = shapeKey(shape);
      const entry = table.get(key) ?? { shape, depth: 0, places: [] };
      entry.depth = Math.max(entry.depth, path === '' ? 0 : path.split('/').length);
      entry.places.push({ device, path, meta: metaAt(live.meta, placed) });
      table.set(key, entry);
    }
  }
  return table;
}
