const INT_MAX = 2 ** 31 - 1;
const INT_MIN = -(2 ** 31);

/** What becomes of one position while the gate is high, within a sample: opened and closed with the gate. */
export class PositionStatistics {
  #value = 0;
  #since = 0;
  #from = 0;
  #diff = 0;
  #min = INT_MAX;
  #max = INT_MIN;
  #sum = 0n;
  #squares = 0n;

  get diff(): number {
    return this.#diff;
  }

  /** The largest number where the gate was never high. */
  get min(): number {
    return this.#min;
  }

  get max(): number {
    return this.#max;
  }

  /** Over ticks. */
  get sum(): bigint {
    return this.#sum;
  }

  get squares(): bigint {
    return this.#squares;
  }

  open(tick: number, value: number): void {
    this.#from = value;
    this.#take(tick, value);
  }

  /** The position at `tick`: it had its former value up to the tick before. */
  move(tick: number, value: number): void {
    this.#settle(tick);
    this.#take(tick, value);
  }

  close(tick: number, value: number): void {
    this.#settle(tick);
    this.#diff += value - this.#from;
  }

  clear(): void {
    this.#diff = 0;
    this.#min = INT_MAX;
    this.#max = INT_MIN;
    this.#sum = 0n;
    this.#squares = 0n;
  }

  #take(tick: number, value: number): void {
    this.#since = tick;
    this.#value = value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  #settle(tick: number): void {
    const ticks = BigInt(tick - this.#since);
    const value = BigInt(this.#value);
    this.#sum += value * ticks;
    this.#squares += value * value * ticks;
    this.#since = tick;
  }
}
