import { BlockModel } from '../block-model.ts';
import { hasEdge } from './edge.ts';

const ON_DISABLE = 1;

export class Counter extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #trig = this.bitInput('TRIG');
  readonly #dir = this.bitInput('DIR');
  readonly #edge = this.setting('TRIG_EDGE');
  readonly #mode = this.setting('OUT_MODE');
  readonly #set = this.setting('SET');
  readonly #start = this.setting('START');
  readonly #step = this.setting('STEP');
  readonly #max = this.setting('MAX');
  readonly #min = this.setting('MIN');
  readonly #carry = this.bitOutput('CARRY');
  readonly #out = this.positionOutput('OUT');
  #count = 0;
  /** Whether it passed an end since it was enabled. */
  #hasCarried = false;

  protected update(): void {
    if (this.#set.isWritten) this.#count = this.#set.value | 0;
    if (this.#enable.rises) this.#begin();
    else if (this.#enable.falls) this.#end();
    else if (this.#enable.value === 1 && this.#trig.changes) this.#trigger();
    if (this.#mode.value !== ON_DISABLE) this.#out.set(this.#count);
  }

  #begin(): void {
    this.#count = this.#start.value | 0;
    this.#hasCarried = false;
    if (this.#mode.value !== ON_DISABLE) this.#carry.set(0);
  }

  #end(): void {
    if (this.#mode.value === ON_DISABLE) this.#out.set(this.#count);
    this.#carry.set(this.#mode.value === ON_DISABLE && this.#hasCarried ? 1 : 0);
  }

  /** The other edge of a trigger ends the carry of the first. */
  #trigger(): void {
    const carries = hasEdge(this.#trig, this.#edge.value) && this.#tick();
    if (carries) this.#hasCarried = true;
    if (this.#mode.value !== ON_DISABLE) this.#carry.set(carries ? 1 : 0);
  }

  /** Whether the count went past an end. */
  #tick(): boolean {
    const step = this.#step.value === 0 ? 1 : this.#step.value;
    const next = this.#dir.value === 0 ? this.#count + step : this.#count - step;
    const [min, max] = this.#range();
    if (next > max) this.#count = (min + (next - max - 1)) | 0;
    else if (next < min) this.#count = (max - (min - next - 1)) | 0;
    else this.#count = next;
    return next > max || next < min;
  }

  /** All of 32 bits where both ends are 0. */
  #range(): readonly [min: number, max: number] {
    const [min, max] = [this.#min.value | 0, this.#max.value | 0];
    return min === 0 && max === 0 ? [-(2 ** 31), 2 ** 31 - 1] : [min, max];
  }
}
