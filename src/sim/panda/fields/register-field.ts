import type { ValueType } from '../firmware/block-table.ts';
import type { ChangeGroup } from '../state/change-log.ts';
import { Refusal } from '../text/refusal.ts';
import { Field, type FieldPlace } from './field.ts';
import { type Register, type ValueFormat, valueFormats } from './value-format.ts';

/** A `param`, `read` or `write` field: one register an instance, told by the rules of its type. */
abstract class RegisterField extends Field {
  protected readonly format: ValueFormat;

  constructor(place: FieldPlace, group: ChangeGroup | undefined, register: Register) {
    const type = place.shape.kind.split(' ')[1] as ValueType;
    const format = valueFormats[type](place.shape, place.block.count, register);
    super(place, group, format.attributes);
    this.format = format;
  }

  override labels(): readonly string[] | undefined {
    return this.format.labels;
  }

  protected text(instance: number, value: number): string {
    if (this.format.format === undefined) throw new Refusal('Field not readable');
    return this.format.format(instance, value);
  }

  protected value(instance: number, text: string): number {
    if (this.format.parse === undefined) throw new Refusal('Field not writeable');
    return this.format.parse(instance, text);
  }
}

/** A setting: told as it was last written. */
export class ParamField extends RegisterField {
  readonly #values: Uint32Array;

  constructor(place: FieldPlace) {
    const values = new Uint32Array(place.block.count);
    super(place, 'CONFIG', {
      read: (n) => values[n]!,
      write: (n, value) => this.#write(n, value),
      touch: (n) => this.touch(n),
    });
    this.#values = values;
  }

  override get(instance: number): string {
    return this.text(instance, this.#values[instance]!);
  }

  override put(instance: number, text: string): void {
    this.#write(instance, this.value(instance, text));
  }

  #write(instance: number, value: number): void {
    this.#values[instance] = value;
    this.hardware.write(this.block.name, instance, this.shape.name, value);
    this.touch(instance);
  }
}

/** A readout: it has changed when it reads other than the last time anybody asked. */
export class ReadField extends RegisterField {
  readonly #seen: Uint32Array;

  constructor(place: FieldPlace) {
    super(place, 'READ', { read: (n) => this.#read(n), write: undefined, touch: (n) => this.touch(n) });
    this.#seen = new Uint32Array(place.block.count);
  }

  override get(instance: number): string {
    return this.text(instance, this.#read(instance));
  }

  /** Reads every instance, so that those that changed count as changed. */
  poll(): void {
    for (let n = 0; n < this.block.count; n++) this.#read(n);
  }

  #read(instance: number): number {
    const value = this.hardware.read(this.block.name, instance, this.shape.name);
    if (value !== this.#seen[instance]) {
      this.#seen[instance] = value;
      this.touch(instance);
    }
    return value;
  }
}

/** A command to the hardware: nobody can ask what was written. */
export class WriteField extends RegisterField {
  constructor(place: FieldPlace) {
    super(place, undefined, {
      read: undefined,
      write: (n, value) => this.#write(n, value),
      touch: (n) => this.touch(n),
    });
  }

  override put(instance: number, text: string): void {
    this.#write(instance, this.value(instance, text));
  }

  #write(instance: number, value: number): void {
    this.hardware.write(this.block.name, instance, this.shape.name, value);
  }
}
