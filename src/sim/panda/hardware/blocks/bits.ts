import { BlockModel } from '../block-model.ts';

const LETTERS = ['A', 'B', 'C', 'D'];

export class Bits extends BlockModel {
  readonly #pairs = LETTERS.map((letter) => ({ setting: this.setting(letter), out: this.bitOutput(`OUT${letter}`) }));

  protected update(): void {
    for (const { setting, out } of this.#pairs) out.set(setting.value);
  }
}
