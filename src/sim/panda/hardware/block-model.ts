import { BitInput, Output, PositionInput } from './inputs.ts';
import type { TableWrite } from './hardware.ts';
import type { SystemBus } from './system-bus.ts';
import type { Stepped, Timeline } from './time/timeline.ts';

/** Where an instance of a block is: in time, on the buses, and which lines are its own. */
export interface Site {
  readonly timeline: Timeline;
  readonly bus: SystemBus;
  /** The line of each of its outputs, by field. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A register that is set from outside. */
export interface Setting {
  value: number;
  /** Whether it was written since the last step. */
  isWritten: boolean;
}

/**
 * One instance of a block: settings and multiplexed inputs go in, lines and readouts come out. Whatever happens to it
 * makes it take a step, in which it sees the inputs of this tick and sets outputs for the next.
 */
export abstract class BlockModel implements Stepped {
  protected readonly timeline: Timeline;
  readonly #site: Site;
  readonly #settings = new Map<string, Setting>();
  readonly #bitInputs = new Map<string, BitInput>();
  readonly #positionInputs = new Map<string, PositionInput>();
  readonly #readouts = new Map<string, () => number>();

  constructor(site: Site) {
    this.#site = site;
    this.timeline = site.timeline;
  }

  protected setting(field: string): Setting {
    const setting = { value: 0, isWritten: false };
    this.#settings.set(field, setting);
    return setting;
  }

  protected bitInput(field: string): BitInput {
    const input = new BitInput(this.timeline, this.#site.bus.bits, this);
    this.#bitInputs.set(field, input);
    return input;
  }

  protected positionInput(field: string): PositionInput {
    const input = new PositionInput(this.timeline, this.#site.bus.positions, this);
    this.#positionInputs.set(field, input);
    return input;
  }

  protected bitOutput(field: string): Output {
    return new Output(this.timeline, this.#site.bus.bits, this.#line(field));
  }

  protected positionOutput(field: string): Output {
    return new Output(this.timeline, this.#site.bus.positions, this.#line(field));
  }

  protected readout(field: string, read: () => number): void {
    this.#readouts.set(field, read);
  }

  step(now: number): void {
    this.update(now);
    for (const setting of this.#settings.values()) setting.isWritten = false;
  }

  /** What the block does at this tick. */
  protected abstract update(now: number): void;

  /** Takes another step after so many ticks. */
  protected wakeAfter(ticks: number): void {
    this.timeline.step(this.timeline.now + ticks, this);
  }

  /** Changes something of the block from outside, which it sees in the next tick and not before. */
  protected nextTick(change: () => void): void {
    const tick = this.timeline.now + 1;
    this.timeline.change(tick, () => {
      change();
      this.timeline.step(tick, this);
    });
  }

  /** The block sees it in the next tick. */
  write(register: string, value: number): void {
    const [field = '', isDelay] = register.split('.');
    const bit = this.#bitInputs.get(field);
    if (bit !== undefined) {
      if (isDelay === undefined) bit.select(value);
      else bit.delayBy(value);
    }
    this.#positionInputs.get(field)?.select(value);
    const setting = this.#settings.get(field);
    if (setting === undefined) return;
    this.nextTick(() => {
      setting.value = value;
      setting.isWritten = true;
    });
  }

  read(register: string): number {
    return this.#readouts.get(register)?.() ?? 0;
  }

  /** A block without tables has none to write. */
  writeTable(_register: string, _words: Uint32Array, _how: TableWrite): void {}

  queuedLines(_register: string): number {
    return 0;
  }

  #line(field: string): number {
    const line = this.#site.lines.get(field);
    if (line === undefined) throw new ReferenceError(`The block table has no output ${field}.`);
    return line;
  }
}
