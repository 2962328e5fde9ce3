import { BlockModel, type Site } from '../block-model.ts';

export class Div extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #inp = this.bitInput('INP');
  readonly #divisor = this.setting('DIVISOR');
  readonly #firstPulse = this.setting('FIRST_PULSE');
  readonly #outD = this.bitOutput('OUTD');
  readonly #outN = this.bitOutput('OUTN');
  #count = 0;

  constructor(site: Site) {
    super(site);
    this.readout('COUNT', () => this.#count);
  }

  protected update(): void {
    const last = Math.max(1, this.#divisor.value) - 1;
    if (this.#enable.changes || this.#divisor.isWritten || this.#firstPulse.isWritten)
      this.#count = this.#enable.value === 1 && this.#firstPulse.value === 1 ? last : 0;
    if (this.#inp.value === 0 || this.#enable.value === 0) {
      this.#outD.set(0);
      this.#outN.set(0);
    } else if (this.#inp.rises) {
      const isDivided = this.#count >= last;
      this.#count = isDivided ? 0 : this.#count + 1;
      (isDivided ? this.#outD : this.#outN).set(1);
    }
  }
}
