import { BlockModel, type Site } from '../block-model.ts';

const STATES = ['WAIT_ENABLE', 'WAIT_DIR', 'WAIT_PRE_START', 'WAIT_RISING', 'WAIT_FALLING'] as const;
type State = (typeof STATES)[number];

const NEGATIVE = 1;
const EITHER = 2;
const JUMPED = 1;
const CANNOT_GUESS = 2;

export class Pcomp extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #inp = this.positionInput('INP');
  readonly #preStart = this.setting('PRE_START');
  readonly #start = this.setting('START');
  readonly #width = this.setting('WIDTH');
  readonly #step = this.setting('STEP');
  readonly #pulses = this.setting('PULSES');
  readonly #relative = this.setting('RELATIVE');
  readonly #dir = this.setting('DIR');
  readonly #active = this.bitOutput('ACTIVE');
  readonly #out = this.bitOutput('OUT');
  #state: State = 'WAIT_ENABLE';
  #health = 0;
  #produced = 0;
  /** Where INP was when it was enabled. */
  #origin = 0;
  /** 1 or -1: which way INP goes. */
  #sign = 1;
  #lastCrossing = 0;
  #nextCrossing = 0;

  constructor(site: Site) {
    super(site);
    this.readout('STATE', () => STATES.indexOf(this.#state));
    this.readout('HEALTH', () => this.#health);
    this.readout('PRODUCED', () => this.#produced);
  }

  protected update(): void {
    const before = this.#state;
    if (this.#enable.falls) this.#stop();
    else this.#advance();
    // A state looks at the position for the first time in the tick after it was entered.
    if (this.#state !== before && this.#state !== 'WAIT_ENABLE') this.wakeAfter(1);
  }

  #advance(): void {
    switch (this.#state) {
      case 'WAIT_ENABLE':
        if (this.#enable.rises) this.#begin();
        break;
      case 'WAIT_DIR':
        this.#guessDirection();
        break;
      case 'WAIT_PRE_START':
        this.#waitPreStart();
        break;
      case 'WAIT_RISING':
        if (this.#hasReached()) this.#rise();
        break;
      case 'WAIT_FALLING':
        if (this.#hasReached()) this.#fall();
        break;
    }
  }

  #begin(): void {
    this.#origin = this.#inp.value;
    this.#health = 0;
    this.#produced = 0;
    this.#active.set(1);
    this.#sign = this.#dir.value === NEGATIVE ? -1 : 1;
    this.#state = this.#dir.value === EITHER ? 'WAIT_DIR' : 'WAIT_PRE_START';
  }

  #guessDirection(): void {
    const start = this.#start.value | 0;
    const preStart = this.#preStart.value | 0;
    const position = this.#position;
    if (this.#relative.value === 0) {
      if (position === start) return;
      this.#sign = position > start ? -1 : 1;
      this.#state = 'WAIT_PRE_START';
    } else if (start + preStart <= 0) this.#fail(CANNOT_GUESS);
    else if (Math.abs(position) >= start + preStart)
      if (preStart > 0) {
        this.#sign = position > 0 ? -1 : 1;
        this.#state = 'WAIT_PRE_START';
      } else {
        // It is past START already: the first pulse begins here.
        this.#sign = position > 0 ? 1 : -1;
        this.#nextCrossing = this.#startPosition;
        this.#pulse();
      }
  }

  #waitPreStart(): void {
    const distance = (this.#startPosition - this.#position) * this.#sign;
    if (distance <= (this.#preStart.value | 0)) return;
    this.#lastCrossing = this.#startPosition - this.#sign;
    this.#nextCrossing = this.#startPosition;
    this.#state = 'WAIT_RISING';
  }

  #rise(): void {
    if (this.#hasJumped()) this.#fail(JUMPED);
    else this.#pulse();
  }

  #pulse(): void {
    this.#out.set(1);
    this.#produced++;
    this.#lastCrossing = this.#nextCrossing;
    this.#nextCrossing += (this.#width.value | 0) * this.#sign;
    this.#state = 'WAIT_FALLING';
  }

  #fall(): void {
    this.#out.set(0);
    if (this.#produced === this.#pulses.value) {
      this.#active.set(0);
      this.#state = 'WAIT_ENABLE';
    } else if (this.#hasJumped()) this.#fail(JUMPED);
    else {
      const rise = this.#lastCrossing;
      this.#lastCrossing = this.#nextCrossing;
      this.#nextCrossing = rise + (this.#step.value | 0) * this.#sign;
      this.#state = 'WAIT_RISING';
    }
  }

  #stop(): void {
    this.#out.set(0);
    this.#active.set(0);
    this.#state = 'WAIT_ENABLE';
  }

  #fail(health: number): void {
    this.#health = health;
    this.#stop();
  }

  /** The next crossing may lie either way of the last one. */
  #hasReached(): boolean {
    return this.#nextCrossing >= this.#lastCrossing
      ? this.#position >= this.#nextCrossing
      : this.#position <= this.#nextCrossing;
  }

  /** Whether the position is also a whole step past the last crossing. */
  #hasJumped(): boolean {
    const tooFar = this.#lastCrossing + (this.#step.value | 0) * this.#sign;
    const [last, next, position] = [this.#lastCrossing, this.#nextCrossing, this.#position];
    return (
      (last <= next && next <= tooFar && tooFar <= position) || (last >= next && next >= tooFar && tooFar >= position)
    );
  }

  get #position(): number {
    return this.#relative.value === 0 ? this.#inp.value : this.#inp.value - this.#origin;
  }

  /** Relative to where INP was, START lies in the direction of travel. */
  get #startPosition(): number {
    const start = this.#start.value | 0;
    return this.#relative.value === 0 ? start : start * this.#sign;
  }
}
