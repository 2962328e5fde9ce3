import { BlockModel } from '../block-model.ts';

export class Clock extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #period = this.setting('PERIOD');
  readonly #width = this.setting('WIDTH');
  readonly #out = this.bitOutput('OUT');
  /** The tick of the next edge. */
  #edge: number | undefined;

  protected update(now: number): void {
    const isReset = this.#enable.rises || this.#period.isWritten || this.#width.isWritten;
    if (this.#enable.value === 0 || this.#period.value === 0) {
      this.#edge = undefined;
      this.#out.set(0);
    } else if (isReset || (now === this.#edge && this.#out.value === 0)) this.#level(1, now, this.#high);
    else if (now === this.#edge) this.#level(0, now, this.#whole - this.#high);
  }

  #level(value: number, now: number, ticks: number): void {
    this.#out.set(value);
    this.#edge = now + ticks;
    this.wakeAfter(ticks);
  }

  /** A pulse that is as long as the period or longer still leaves one tick. */
  get #whole(): number {
    return Math.max(2, this.#period.value, this.#width.value + 1);
  }

  get #high(): number {
    return this.#width.value === 0 ? Math.floor(this.#whole / 2) : this.#width.value;
  }
}
