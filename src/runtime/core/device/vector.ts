import type { Device } from './device.ts';
import { DevgenError } from '../contract/errors.ts';

/** What the runtime keeps of a vector, apart from the object that users hold. */
export interface VectorCore<D> {
  /** Those made so far. */
  readonly made: ReadonlyMap<number, D>;
  /** Dotted name of the vector in its tree. */
  name: string;
  at(key: number): D;
}

/** Registered, so that two copies of the runtime agree. */
const vectorKey = Symbol.for('devgen.vector');

export function vectorOf<D extends Device>(vector: DeviceVector<D>): VectorCore<D> {
  return (vector as { readonly [vectorKey]?: VectorCore<D> })[vectorKey] as VectorCore<D>;
}

/**
 * Devices by number, numbered as the control system numbers them: keys may start at 1 and have gaps.
 * A generated class makes its own; a composite that holds several devices makes one with
 * `new DeviceVector([1, 2], (n) => new Motor(`bl/motor/${n}`))`.
 */
export class DeviceVector<D extends Device = Device> implements Iterable<[number, D]> {
  readonly keys: readonly number[];

  constructor(keys: readonly number[], make: (key: number) => D) {
    this.keys = Object.freeze([...keys]);
    const made = new Map<number, D>();
    const core: VectorCore<D> = {
      made,
      name: '',
      at: (key) => {
        const known = made.get(key);
        if (known !== undefined) return known;
        if (!this.keys.includes(key)) throw unknownKey(core.name, key, this.keys);
        const device = make(key);
        made.set(key, device);
        return device;
      },
    };
    Object.defineProperty(this, vectorKey, { value: core });
  }

  get size(): number {
    return this.keys.length;
  }

  get [Symbol.toStringTag](): string {
    return 'DeviceVector';
  }

  /** Made on first use, then always the same one. Throws a DevgenError `MEMBER.VECTOR` for a key that it lacks. */
  at(key: number): D {
    return vectorOf(this).at(key);
  }

  *[Symbol.iterator](): IterableIterator<[number, D]> {
    for (const key of this.keys) yield [key, this.at(key)];
  }
}

export function isVector(value: unknown): value is DeviceVector {
  return typeof value === 'object' && value !== null && vectorKey in value;
}

function unknownKey(name: string, key: unknown, keys: readonly number[]): DevgenError {
  return new DevgenError(
    `${name === '' ? 'the vector' : name} has no ${String(key)}: its keys are ${keys.join(', ')}`,
    {
      code: 'MEMBER.VECTOR',
      expected: keys,
      actual: key,
      hint: 'use one of the keys; they are those of the control system',
    },
  );
}
