import type { Bus } from '../state/buses.ts';
import type { ChangeGroup } from '../state/change-log.ts';
import type { AttributeShape } from './attribute.ts';
import { Field, type FieldPlace } from './field.ts';

/** A field that drives lines of a bus. */
export abstract class OutField extends Field {
  /** The line of each instance. */
  readonly indices: readonly number[];
  protected readonly bus: Bus;

  constructor(place: FieldPlace, group: ChangeGroup, bus: Bus, attributes: readonly AttributeShape[]) {
    super(place, group, attributes);
    this.bus = bus;
    const names = new Map(bus.lines.map(({ name, index }) => [name, index]));
    this.indices = Array.from({ length: place.block.count }, (_, n) => names.get(this.name(n))!);
  }

  override get(instance: number): string {
    this.bus.refresh();
    return String(this.seen(instance));
  }

  override updated(instance: number): number {
    return this.bus.updated[this.indices[instance]!]!;
  }

  /** As of the last look at the bus. */
  seen(instance: number): number {
    return this.bus.values[this.indices[instance]!]!;
  }
}

export class BitOutField extends OutField {
  /** `words` are the fields that capture the bit bus, 32 bits each. */
  constructor(place: FieldPlace, words: readonly string[]) {
    super(place, 'BITS', place.buses.bits, [
      {
        name: 'CAPTURE_WORD',
        description: 'Field that captures the bit',
        get: (n) => words[this.indices[n]! >> 5] ?? '',
      },
      { name: 'OFFSET', description: 'Place of the bit in that field', get: (n) => String(this.indices[n]! & 31) },
    ]);
  }
}
