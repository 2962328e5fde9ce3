import type { Firmware } from '../firmware/block-table.ts';
import { lines } from '../state/block-map.ts';
import type { BlockModel } from './block-model.ts';
import { blockModel } from './block-models.ts';
import { Inenc } from './blocks/inenc.ts';
import { LevelOut } from './blocks/level-out.ts';
import type { BusReading, Hardware, TableWrite } from './hardware.ts';
import { Output } from './inputs.ts';
import type { Motor } from './motor.ts';
import { Pcap } from './pcap/pcap.ts';
import { SystemBus } from './system-bus.ts';
import { Timeline } from './time/timeline.ts';

/** The blocks of a firmware in simulated time. */
export class Fpga implements Hardware {
  readonly timeline = new Timeline();
  readonly bus = new SystemBus();
  readonly #models: ReadonlyMap<string, readonly BlockModel[]>;
  /** Readouts that a test gave, by block, instance and field. */
  readonly #readouts = new Map<string, number>();
  readonly #bits: ReadonlyMap<string, number>;
  readonly #positions: ReadonlyMap<string, number>;

  constructor(firmware: Firmware) {
    this.#bits = indices(firmware, 'bit_out');
    this.#positions = indices(firmware, 'pos_out');
    this.#models = new Map(
      firmware.blocks.map(({ name, count }) => [
        name,
        Array.from({ length: count }, (_, n) => {
          const instance = `${name}${count === 1 ? '' : n + 1}.`;
          return blockModel(name, { timeline: this.timeline, bus: this.bus, lines: this.#own(instance) });
        }),
      ]),
    );
  }

  /** An instance of a block, counted from 0. */
  model(block: string, instance: number): BlockModel {
    const model = this.#models.get(block)?.[instance];
    if (model === undefined) throw new ReferenceError(`The firmware has no ${block}${instance + 1}.`);
    return model;
  }

  /** Every firmware has one. */
  get pcap(): Pcap {
    const model = this.model('PCAP', 0);
    if (!(model instanceof Pcap)) throw new TypeError('PCAP is not what captures.');
    return model;
  }

  write(block: string, instance: number, register: string, value: number): void {
    this.model(block, instance).write(register, value);
  }

  read(block: string, instance: number, register: string): number {
    return this.#readouts.get(`${block}${instance}.${register}`) ?? this.model(block, instance).read(register) >>> 0;
  }

  writeTable(block: string, instance: number, register: string, words: Uint32Array, how: TableWrite): void {
    this.model(block, instance).writeTable(register, words, how);
  }

  queuedLines(block: string, instance: number, register: string): number {
    return this.model(block, instance).queuedLines(register);
  }

  readBits(): BusReading {
    return this.bus.bits.read();
  }

  readPositions(): BusReading {
    return this.bus.positions.read();
  }

  /** Gives a readout a value of its own, of 32 bits, instead of what the block tells. */
  setReadout(block: string, instance: number, register: string, value: number): void {
    this.#readouts.set(`${block}${instance}.${register}`, value >>> 0);
  }

  /** Drives a line from outside, by its name on the bus, from the next tick on. */
  drive(name: string, value: number): void {
    const bit = this.#bits.get(name);
    const position = this.#positions.get(name);
    if (bit === undefined && position === undefined) throw new ReferenceError(`The firmware has no line ${name}.`);
    this.timeline.change(this.timeline.now + 1, () => {
      if (bit === undefined) this.bus.positions.set(position!, value);
      else this.bus.bits.set(bit, value);
    });
  }

  /** The motor at an encoder input, counted from 1. */
  motor(encoder: number): Motor {
    const model = this.model('INENC', encoder - 1);
    if (!(model instanceof Inenc)) throw new TypeError('INENC has no motor.');
    return model.motor;
  }

  /** Leads a wire from an output connector to an input connector, such as `TTLOUT1` to `TTLIN2`. */
  connect(output: string, input: string): void {
    const [, block = '', number = '1'] = /^(.*?)(\d*)$/.exec(output)!;
    const model = this.model(block, Number(number) - 1);
    const line = this.#bits.get(`${input}.VAL`);
    if (!(model instanceof LevelOut)) throw new TypeError(`${output} is no output connector.`);
    if (line === undefined) throw new ReferenceError(`The firmware has no input ${input}.`);
    model.connect(new Output(this.timeline, this.bus.bits, line));
  }

  /** The lines of an instance by field. */
  #own(instance: string): ReadonlyMap<string, number> {
    return new Map(
      [...this.#bits, ...this.#positions]
        .filter(([name]) => name.startsWith(instance))
        .map(([name, index]) => [name.slice(instance.length), index]),
    );
  }
}

function indices(firmware: Firmware, kind: 'bit_out' | 'pos_out'): ReadonlyMap<string, number> {
  return new Map(lines(firmware, kind).map(({ name, index }) => [name, index]));
}
