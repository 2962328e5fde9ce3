import type { Meta } from '@devgen/runtime';
import type { FreshDevice } from './census.ts';
import { mostCommonText } from './consensus.ts';
import { namesAt, type Shape, shapeKey } from '../shape.ts';
import { ShapeMemo } from './shape-memo.ts';
import { remembered } from '../remembered.ts';

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
  /** What its members are called, by wire key, where that is said. */
  readonly names: ReadonlyMap<string, string>;
}

/** All shapes of a pull by {@link shapeKey}; the same shape of many devices is one entry. */
export function tabulateShapes(fresh: readonly FreshDevice[]): ReadonlyMap<string, ShapeEntry> {
  const table = new Map<string, { shape: Shape; depth: number; places: ShapePlace[] }>();
  const memo = new ShapeMemo();
  for (const device of fresh) {
    const { live } = device.pulled;
    for (const placed of memo.shapesOf(live.spec)) {
      const { path, shape } = placed;
      const entry = remembered(table, shapeKey(shape), () => ({ shape, depth: 0, places: [] }));
      entry.depth = Math.max(entry.depth, path === '' ? 0 : path.split('/').length);
      entry.places.push({
        device,
        path,
        meta: memo.metaAt(live.meta, placed),
        names: namesAt(device.pulled.names, placed),
      });
    }
  }
  return table;
}

/** By class id and wire key, what most call a member. */
export function calledNames(table: ReadonlyMap<string, ShapeEntry>): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const said = new Map<string, Map<string, string[]>>();
  for (const { shape, places } of table.values()) {
    const of = said.get(shape.id) ?? new Map<string, string[]>();
    said.set(shape.id, of);
    for (const { names } of places) for (const [key, name] of names) of.set(key, [...(of.get(key) ?? []), name]);
  }
  return new Map(
    [...said].map(([id, of]) => [id, new Map([...of].map(([key, names]) => [key, mostCommonText(names) ?? '']))]),
  );
}
