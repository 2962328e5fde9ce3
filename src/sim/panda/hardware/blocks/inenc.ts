import { BlockModel, type Site } from '../block-model.ts';
import { Motor } from '../motor.ts';

/** An encoder input with a motor of software at the other end. */
export class Inenc extends BlockModel {
  readonly motor: Motor;
  readonly #setPoint = this.setting('SETP');
  readonly #conn = this.bitOutput('CONN');
  readonly #val = this.positionOutput('VAL');
  /** Between what is shown and what the motor's encoder counts. */
  #offset = 0;

  constructor(site: Site) {
    super(site);
    this.motor = new Motor(site.timeline, () => {
      this.#conn.set(1);
      this.wakeAfter(1);
    });
  }

  protected update(now: number): void {
    const count = this.motor.count(now);
    if (this.#setPoint.isWritten) this.#offset = (this.#setPoint.value | 0) - count;
    this.#val.set((count + this.#offset) | 0);
    const next = this.motor.nextChange(now);
    if (next !== undefined) this.wakeAfter(next - now);
  }
}
