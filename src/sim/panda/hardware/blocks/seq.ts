import { BlockModel, type Site } from '../block-model.ts';
import type { TableWrite } from '../hardware.ts';
import { SEQ_LINE_WORDS, type SeqLine, seqLine } from './seq-line.ts';
import { TableQueue } from './table-queue.ts';

const STATES = ['UNREADY', 'WAIT_ENABLE', 'WAIT_TRIGGER', 'PHASE1', 'PHASE2'] as const;
type State = (typeof STATES)[number];

const UNDERRUN = 1;
const OVERRUN = 2;

export class Seq extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #bits = ['BITA', 'BITB', 'BITC'].map((field) => this.bitInput(field));
  readonly #positions = ['POSA', 'POSB', 'POSC'].map((field) => this.positionInput(field));
  readonly #prescale = this.setting('PRESCALE');
  readonly #repeats = this.setting('REPEATS');
  readonly #active = this.bitOutput('ACTIVE');
  readonly #outs = ['OUTA', 'OUTB', 'OUTC', 'OUTD', 'OUTE', 'OUTF'].map((field) => this.bitOutput(field));
  readonly #table = new TableQueue(SEQ_LINE_WORDS);
  #arrived = 0;
  #state: State = 'UNREADY';
  #line: SeqLine = seqLine(new Uint32Array(), 0);
  #phaseEnd = 0;
  #health = 0;
  #tableRepeat = 0;
  #tableLine = 0;
  #lineRepeat = 0;

  constructor(site: Site) {
    super(site);
    this.readout('STATE', () => STATES.indexOf(this.#state));
    this.readout('HEALTH', () => this.#health);
    this.readout('TABLE_REPEAT', () => this.#tableRepeat);
    this.readout('TABLE_LINE', () => this.#tableLine);
    this.readout('LINE_REPEAT', () => this.#lineRepeat);
  }

  override writeTable(_register: string, words: Uint32Array, how: TableWrite): void {
    this.#table.announce(words, how);
    this.nextTick(() => this.#arrived++);
  }

  override queuedLines(): number {
    return this.#table.waiting;
  }

  protected update(now: number): void {
    for (; this.#arrived > 0; this.#arrived--) this.#load();
    if (this.#enable.falls) this.#disable();
    else this.#advance(now);
  }

  /** A table that is replaced while it is played ends that. */
  #load(): void {
    if (this.#isPlaying && !this.#table.isContinued) {
      this.#health = OVERRUN;
      this.#stop();
    }
    this.#table.receive();
    if (!this.#isPlaying) this.#state = this.#table.isEmpty ? 'UNREADY' : 'WAIT_ENABLE';
  }

  get #isPlaying(): boolean {
    return this.#active.value === 1;
  }

  #advance(now: number): void {
    switch (this.#state) {
      case 'UNREADY':
        break;
      case 'WAIT_ENABLE':
        if (this.#enable.rises) this.#begin(now);
        break;
      case 'WAIT_TRIGGER':
        if (this.#isTriggered) this.#phases(now);
        break;
      case 'PHASE1':
        if (now === this.#phaseEnd) this.#phase2(now);
        break;
      case 'PHASE2':
        if (now === this.#phaseEnd) this.#lineDone(now);
        break;
    }
  }

  #begin(now: number): void {
    this.#health = 0;
    this.#tableRepeat = 1;
    this.#tableLine = 1;
    this.#lineRepeat = 1;
    this.#active.set(1);
    this.#table.rewind();
    this.#loadLine();
    this.#waitOrPlay(now);
  }

  #loadLine(): void {
    this.#line = seqLine(this.#table.words, this.#table.row);
  }

  /** The trigger is looked at before each playing of a line; until it comes the outputs stay. */
  #waitOrPlay(now: number): void {
    if (this.#isTriggered) this.#phases(now);
    else this.#state = 'WAIT_TRIGGER';
  }

  #phases(now: number): void {
    if (this.#line.time1 === 0) this.#phase2(now);
    else this.#phase('PHASE1', this.#line.out1, this.#line.time1, now);
  }

  #phase2(now: number): void {
    this.#phase('PHASE2', this.#line.out2, this.#line.time2, now);
  }

  #phase(state: 'PHASE1' | 'PHASE2', outputs: number, time: number, now: number): void {
    this.#state = state;
    this.#put(outputs);
    const ticks = time * Math.max(1, this.#prescale.value);
    this.#phaseEnd = now + ticks;
    this.wakeAfter(ticks);
  }

  #lineDone(now: number): void {
    const { repeats } = this.#line;
    if (repeats === 0 || this.#lineRepeat !== repeats) {
      this.#lineRepeat++;
      this.#waitOrPlay(now);
      return;
    }
    if (this.#isTableDone()) {
      this.#finish();
      return;
    }
    this.#lineRepeat = 1;
    if (this.#table.isLastRow) {
      this.#tableLine = 1;
      if (!this.#table.isStreamed) this.#tableRepeat++;
    } else this.#tableLine++;
    if (this.#table.next()) {
      this.#loadLine();
      this.#waitOrPlay(now);
    } else {
      this.#health = UNDERRUN;
      this.#reset();
      this.#state = 'UNREADY';
    }
  }

  #isTableDone(): boolean {
    if (!this.#table.isLastRow || !this.#table.isLastPiece) return false;
    return this.#table.isStreamed || (this.#repeats.value !== 0 && this.#tableRepeat === this.#repeats.value);
  }

  /** The counts stay until ENABLE falls. */
  #finish(): void {
    this.#put(0);
    this.#active.set(0);
    if (this.#table.isStreamed) this.#table.clear();
    this.#state = this.#table.isEmpty ? 'UNREADY' : 'WAIT_ENABLE';
  }

  #disable(): void {
    const wasPlaying = this.#isPlaying;
    this.#reset();
    if (wasPlaying && this.#table.isStreamed) this.#table.clear();
    this.#state = this.#table.isEmpty ? 'UNREADY' : 'WAIT_ENABLE';
  }

  #stop(): void {
    this.#reset();
    this.#table.clear();
  }

  #reset(): void {
    this.#put(0);
    this.#active.set(0);
    this.#tableRepeat = 0;
    this.#tableLine = 0;
    this.#lineRepeat = 0;
  }

  #put(outputs: number): void {
    this.#outs.forEach((out, i) => out.set((outputs >> i) & 1));
  }

  /** 0 is immediate, then each bit at 0 and at 1, then each position from below and from above. */
  get #isTriggered(): boolean {
    const { trigger, position } = this.#line;
    if (trigger === 0) return true;
    if (trigger <= 6) return this.#bits[(trigger - 1) >> 1]!.value === (trigger - 1) % 2;
    const input = this.#positions[(trigger - 7) >> 1];
    if (input === undefined) return false;
    return trigger % 2 === 1 ? input.value >= position : input.value <= position;
  }
}
