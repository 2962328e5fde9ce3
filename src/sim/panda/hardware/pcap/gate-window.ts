/** When the gate was high in the sample being made; ticks count from the start of the capture. */
export class GateWindow {
  #openedAt: number | undefined;
  #start = -1;
  #end = -1;
  #duration = 0;

  get isOpen(): boolean {
    return this.#openedAt !== undefined;
  }

  /** -1 where the gate was never high. */
  get start(): number {
    return this.#start;
  }

  /** One tick after the gate was last high. */
  get end(): number {
    return this.#end;
  }

  get duration(): number {
    return this.#duration;
  }

  open(tick: number): void {
    this.#openedAt = tick;
    if (this.#start < 0) this.#start = tick;
  }

  close(tick: number): void {
    this.#duration += tick - this.#openedAt!;
    this.#end = tick;
    this.#openedAt = undefined;
  }

  reset(): void {
    this.#openedAt = undefined;
    this.clear();
  }

  clear(): void {
    this.#start = -1;
    this.#end = -1;
    this.#duration = 0;
  }
}
