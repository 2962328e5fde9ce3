import { BlockModel } from '../block-model.ts';
import type { Output } from '../inputs.ts';

/** An output connector, and the lines of inputs that wires lead to. */
export class LevelOut extends BlockModel {
  readonly #val = this.bitInput('VAL');
  readonly #wires: Output[] = [];

  connect(line: Output): void {
    this.nextTick(() => this.#wires.push(line));
  }

  protected update(): void {
    for (const wire of this.#wires) wire.set(this.#val.value);
  }
}
