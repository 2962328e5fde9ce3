import { BlockModel } from '../block-model.ts';
import { hasEdge } from './edge.ts';

const LOW = 0;
const HIGH = 1;

export class Srgate extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #set = this.bitInput('SET');
  readonly #rst = this.bitInput('RST');
  readonly #whenDisabled = this.setting('WHEN_DISABLED');
  readonly #setEdge = this.setting('SET_EDGE');
  readonly #rstEdge = this.setting('RST_EDGE');
  readonly #forceSet = this.setting('FORCE_SET');
  readonly #forceRst = this.setting('FORCE_RST');
  readonly #out = this.bitOutput('OUT');

  protected update(): void {
    if (this.#forceRst.isWritten) this.#out.set(0);
    else if (this.#forceSet.isWritten) this.#out.set(1);
    else if (this.#enable.value === 0) this.#disabled();
    else if (hasEdge(this.#rst, this.#rstEdge.value)) this.#out.set(0);
    else if (hasEdge(this.#set, this.#setEdge.value)) this.#out.set(1);
  }

  #disabled(): void {
    if (this.#whenDisabled.value === LOW) this.#out.set(0);
    else if (this.#whenDisabled.value === HIGH) this.#out.set(1);
  }
}
