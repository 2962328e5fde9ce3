import { BlockModel, type Site } from '../block-model.ts';
import type { TableWrite } from '../hardware.ts';
import { TableQueue } from './table-queue.ts';

const STATES = ['UNREADY', 'WAIT_ENABLE', 'RUNNING'] as const;
type State = (typeof STATES)[number];

const UNDERRUN = 1;

export class Pgen extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #trig = this.bitInput('TRIG');
  readonly #repeats = this.setting('REPEATS');
  readonly #active = this.bitOutput('ACTIVE');
  readonly #out = this.positionOutput('OUT');
  readonly #table = new TableQueue(1);
  #arrived = 0;
  #state: State = 'UNREADY';
  #health = 0;
  #repeat = 1;
  #isDone = false;

  constructor(site: Site) {
    super(site);
    this.readout('STATE', () => STATES.indexOf(this.#state));
    this.readout('HEALTH', () => this.#health);
  }

  override writeTable(_register: string, words: Uint32Array, how: TableWrite): void {
    this.#table.announce(words, how);
    this.nextTick(() => this.#arrived++);
  }

  override queuedLines(): number {
    return this.#table.waiting;
  }

  protected update(): void {
    const isChanged = this.#arrived > 0;
    for (; this.#arrived > 0; this.#arrived--) this.#table.receive();
    if (isChanged && this.#state !== 'RUNNING') this.#rest();
    if (this.#enable.falls || this.#isDone) this.#end();
    else if (this.#enable.rises && this.#state === 'WAIT_ENABLE') this.#begin();
    else if (this.#trig.rises && this.#state === 'RUNNING') this.#next();
  }

  #begin(): void {
    this.#table.rewind();
    this.#repeat = 1;
    this.#health = 0;
    this.#active.set(1);
    this.#state = 'RUNNING';
  }

  #next(): void {
    this.#out.set(this.#table.words[this.#table.row]! | 0);
    const { isLastRow, isLastPiece, isStreamed } = this.#table;
    if (isLastRow && isLastPiece && (isStreamed || this.#repeat === this.#repeats.value)) {
      // It ends in the tick after the last position.
      this.#isDone = true;
      this.wakeAfter(1);
      return;
    }
    if (isLastRow) this.#repeat++;
    if (this.#table.next()) return;
    this.#health = UNDERRUN;
    this.#end();
  }

  #end(): void {
    this.#isDone = false;
    this.#active.set(0);
    if (this.#table.isStreamed && this.#state === 'RUNNING') this.#table.clear();
    this.#rest();
  }

  #rest(): void {
    this.#state = this.#table.isEmpty ? 'UNREADY' : 'WAIT_ENABLE';
  }
}
