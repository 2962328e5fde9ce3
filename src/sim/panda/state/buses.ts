import type { BusReading, Hardware } from '../hardware/hardware.ts';
import { type ChangeLog, FIRST_CHANGE } from './change-log.ts';

/** A name on a bus, as multiplexers and captures know it. */
export interface Line {
  readonly name: string;
  readonly index: number;
}

/**
 * The bit bus or the position bus as the server last saw it. A line that changed since the last look counts as changed
 * even when it changed back: so a pulse between two polls is told by its present value.
 */
export class Bus {
  /** In the order of their index; multiplexers add `ZERO`, and that of bits `ONE`. */
  readonly lines: readonly Line[];
  readonly values: Int32Array;
  readonly updated: number[];
  readonly #look: () => BusReading;
  readonly #log: ChangeLog;

  constructor(lines: readonly Line[], width: number, log: ChangeLog, look: () => BusReading) {
    this.lines = lines;
    this.values = new Int32Array(width);
    this.updated = Array.from({ length: width }, () => FIRST_CHANGE);
    this.#look = look;
    this.#log = log;
  }

  refresh(): void {
    const { values, changed } = this.#look();
    const change = this.#log.next();
    for (const { index } of this.lines) {
      this.values[index] = values[index]!;
      if (changed[index] === 1) this.updated[index] = change;
    }
  }
}

/** Both buses of a PandA, and what a multiplexer may select. */
export interface Buses {
  readonly bits: Bus;
  readonly positions: Bus;
  /** Values of the multiplexers' registers by label, in the order of `*ENUMS`. */
  readonly bitLabels: ReadonlyMap<string, number>;
  readonly positionLabels: ReadonlyMap<string, number>;
}

/** Lines of the bit bus, and the selections that follow them. */
export const BIT_LINES = 128;
export const ZERO_BIT = 128;
export const ONE_BIT = 129;
/** Lines of the position bus, and the selection that follows them. */
export const POSITION_LINES = 32;
export const ZERO_POSITION = 32;

export function buses(bits: readonly Line[], positions: readonly Line[], log: ChangeLog, hardware: Hardware): Buses {
  if (bits.length > BIT_LINES) throw new RangeError(`A PandA has ${BIT_LINES} bits, not ${bits.length}.`);
  if (positions.length > POSITION_LINES)
    throw new RangeError(`A PandA has ${POSITION_LINES} positions, not ${positions.length}.`);
  const labels = (lines: readonly Line[]) => lines.map(({ name, index }) => [name, index] as const);
  return {
    bits: new Bus(bits, BIT_LINES, log, () => hardware.readBits()),
    positions: new Bus(positions, POSITION_LINES, log, () => hardware.readPositions()),
    bitLabels: new Map([...labels(bits), ['ZERO', ZERO_BIT], ['ONE', ONE_BIT]]),
    positionLabels: new Map([...labels(positions), ['ZERO', ZERO_POSITION]]),
  };
}
