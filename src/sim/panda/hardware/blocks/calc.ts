import { BlockModel } from '../block-model.ts';

const LETTERS = ['A', 'B', 'C', 'D'];

export class Calc extends BlockModel {
  readonly #summands = LETTERS.map((letter) => ({
    position: this.positionInput(`INP${letter}`),
    isNegative: this.setting(`TYPE${letter}`),
  }));
  readonly #shift = this.setting('SHIFT');
  readonly #out = this.positionOutput('OUT');

  protected update(): void {
    const sum = this.#summands.reduce(
      (total, { position, isNegative }) => total + (isNegative.value === 0 ? position.value : -position.value),
      0,
    );
    this.#out.set(Math.floor(sum / 2 ** this.#shift.value) | 0);
  }
}
