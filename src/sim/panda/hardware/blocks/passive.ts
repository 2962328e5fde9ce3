import { BlockModel } from '../block-model.ts';

/** A block without behaviour: settings are kept, readouts are 0, lines are driven from outside. */
export class Passive extends BlockModel {
  protected update(): void {}
}
