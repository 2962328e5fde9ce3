import type { DeviceSpec, Meta } from '@devgen/runtime';
import { remembered } from '../remembered.ts';
import { metaAt, type PlacedShape, shapesOf } from '../shape.ts';

type Details = ReadonlyMap<string, Meta>;

/** Shapes, and what is said of their members, made once for all devices that are described by the same objects. */
export class ShapeMemo {
  readonly #shapes = new Map<DeviceSpec, readonly PlacedShape[]>();
  readonly #details = new Map<PlacedShape, Map<Details, Details>>();

  shapesOf(spec: DeviceSpec): readonly PlacedShape[] {
    return remembered(this.#shapes, spec, () => shapesOf(spec));
  }

  metaAt(meta: Details, placed: PlacedShape): Details {
    const known = remembered(this.#details, placed, () => new Map<Details, Details>());
    return remembered(known, meta, () => metaAt(meta, placed));
  }
}
