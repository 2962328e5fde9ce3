import type { BlockEntry, FieldShape } from '../firmware/block-table.ts';
import type { Hardware } from '../hardware/hardware.ts';
import type { Buses } from '../state/buses.ts';
import { type ChangeGroup, type ChangeLog, FIRST_CHANGE } from '../state/change-log.ts';
import { hashOrder } from '../text/hash-order.ts';
import { Refusal } from '../text/refusal.ts';
import { Attribute, type AttributeShape } from './attribute.ts';

/** What a field is made of. */
export interface FieldPlace {
  readonly block: BlockEntry;
  readonly shape: FieldShape;
  /** Its place in the block. */
  readonly sequence: number;
  readonly log: ChangeLog;
  readonly hardware: Hardware;
  readonly buses: Buses;
}

/** A field of all instances of a block; instances count from 0. A kind of field overrides what it can do. */
export abstract class Field {
  readonly block: BlockEntry;
  readonly shape: FieldShape;
  readonly sequence: number;
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** In the order in which they are listed. */
  readonly attributeNames: readonly string[];
  /** In which group `*CHANGES` reports its value; undefined where it does not. */
  readonly group: ChangeGroup | undefined;
  protected readonly hardware: Hardware;
  protected readonly log: ChangeLog;
  readonly #updated: number[];

  constructor(place: FieldPlace, group: ChangeGroup | undefined, attributes: readonly AttributeShape[] = []) {
    this.block = place.block;
    this.shape = place.shape;
    this.sequence = place.sequence;
    this.group = group;
    this.hardware = place.hardware;
    this.log = place.log;
    this.#updated = Array.from({ length: place.block.count }, () => FIRST_CHANGE);
    const info = { name: 'INFO', description: 'Class and type of the field', get: () => this.shape.kind };
    this.attributes = new Map(
      [...attributes, info].map((shape) => [shape.name, new Attribute(shape, place.block.count)]),
    );
    this.attributeNames = hashOrder(this.attributes.keys(), (name) => name);
  }

  /** `BLOCK.FIELD`, with the number of an instance where there are several. */
  name(instance: number): string {
    const number = this.block.count === 1 ? '' : String(instance + 1);
    return `${this.block.name}${number}.${this.shape.name}`;
  }

  get(_instance: number): string {
    throw new Refusal('Field not readable');
  }

  /** The lines of a value that has several; undefined for the others. */
  list(_instance: number): readonly string[] | undefined {
    return undefined;
  }

  put(_instance: number, _text: string): void {
    throw new Refusal('Field not writeable');
  }

  /** What it may be set to; undefined where that is no list. */
  labels(): readonly string[] | undefined {
    return undefined;
  }

  /** The change that gave the value it has. */
  updated(instance: number): number {
    return this.#updated[instance]!;
  }

  protected touch(instance: number): void {
    this.#updated[instance] = this.log.next();
  }

  /** Looks at the attributes that change by themselves, before changes are told. */
  pollAttributes(): void {}

  /** Marks a tracked attribute as changed. */
  touchAttribute(name: string, instance: number): void {
    this.attributes.get(name)!.updated[instance] = this.log.next();
  }

  putAttribute(attribute: Attribute, instance: number, text: string): void {
    if (attribute.shape.put === undefined) throw new Refusal('Attribute not writeable');
    attribute.shape.put(instance, text);
    this.touchAttribute(attribute.shape.name, instance);
  }
}
