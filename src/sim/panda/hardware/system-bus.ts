import { BIT_LINES, ONE_BIT, POSITION_LINES } from '../state/buses.ts';
import type { BusReading } from './hardware.ts';

/** Told when the line it follows changes. */
export interface LineListener {
  lineChanged(): void;
}

/** Lines of one kind with their listeners. The selections behind the last line are constants. */
export class LineSet {
  readonly values: Int32Array;
  readonly #changed: Uint8Array;
  readonly #listeners: readonly Set<LineListener>[];

  constructor(count: number, constants: number) {
    this.values = new Int32Array(count + constants);
    this.#changed = new Uint8Array(count);
    this.#listeners = Array.from({ length: count + constants }, () => new Set<LineListener>());
  }

  set(index: number, value: number): void {
    if (this.values[index] === value) return;
    this.values[index] = value;
    this.#changed[index] = 1;
    for (const listener of this.#listeners[index]!) listener.lineChanged();
  }

  listen(index: number, listener: LineListener): void {
    this.#listeners[index]!.add(listener);
  }

  ignore(index: number, listener: LineListener): void {
    this.#listeners[index]!.delete(listener);
  }

  /** As it is now, and what changed since the last reading. */
  read(): BusReading {
    const changed = this.#changed.slice();
    this.#changed.fill(0);
    return { values: this.values, changed };
  }
}

/** The two buses through which blocks see each other. */
export class SystemBus {
  readonly bits = new LineSet(BIT_LINES, 2);
  readonly positions = new LineSet(POSITION_LINES, 1);

  constructor() {
    this.bits.values[ONE_BIT] = 1;
  }
}
