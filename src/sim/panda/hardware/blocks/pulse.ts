import { BlockModel, type Site } from '../block-model.ts';
import { hasEdge } from './edge.ts';

/** Trains that can wait. */
const QUEUE_LIMIT = 1023;

/** Equal pulses of one trigger, computed as they come due; of an endless one the end is open. */
interface Train {
  readonly start: number;
  readonly width: number;
  readonly step: number;
  readonly pulses: number;
  /** Edges put out so far, two a pulse. */
  edges: number;
}

export class Pulse extends BlockModel {
  readonly #enable = this.bitInput('ENABLE');
  readonly #trig = this.bitInput('TRIG');
  readonly #delay = this.setting('DELAY');
  readonly #width = this.setting('WIDTH');
  readonly #pulses = this.setting('PULSES');
  readonly #step = this.setting('STEP');
  readonly #edge = this.setting('TRIG_EDGE');
  readonly #out = this.bitOutput('OUT');
  readonly #settings = [this.#delay, this.#width, this.#pulses, this.#step, this.#edge];
  /** Trains of pulses of a width of their own. */
  #trains: Train[] = [];
  /** Levels of the trigger that are to be repeated late. */
  #levels: { readonly tick: number; readonly value: number }[] = [];
  #dropped = 0;

  constructor(site: Site) {
    super(site);
    this.readout('QUEUED', () => this.#levels.length + this.#trains.filter(({ edges }) => edges === 0).length);
    this.readout('DROPPED', () => this.#dropped);
  }

  protected update(now: number): void {
    if (this.#enable.falls || this.#settings.some(({ isWritten }) => isWritten)) this.#clear();
    if (this.#enable.rises) this.#dropped = 0;
    if (this.#enable.value === 1 && this.#trig.changes) this.#trigger(now);
    this.#putOut(now);
  }

  #trigger(now: number): void {
    if (this.#width.value === 0) this.#repeat(now);
    else if (hasEdge(this.#trig, this.#edge.value)) this.#begin(now);
  }

  /** Without a width of its own a pulse is as long as its trigger. */
  #repeat(now: number): void {
    if (this.#levels.length >= QUEUE_LIMIT) this.#dropped++;
    else this.#levels.push({ tick: now + this.#delay.value, value: this.#trig.value });
  }

  /** Pulses of two triggers never touch: at least a tick lies between them. */
  #begin(now: number): void {
    const width = this.#width.value;
    const pulses = Math.max(1, this.#pulses.value);
    const train = {
      start: now + this.#delay.value,
      width,
      step: Math.max(this.#step.value, width + 1),
      pulses,
      edges: 0,
    };
    const last = this.#trains.at(-1);
    if (this.#trains.length >= QUEUE_LIMIT || (last !== undefined && train.start <= endOf(last))) this.#dropped++;
    else this.#trains.push(train);
  }

  #putOut(now: number): void {
    while (this.#levels[0] !== undefined && this.#levels[0].tick <= now) this.#out.set(this.#levels.shift()!.value);
    for (let [train] = this.#trains; train !== undefined && edgeOf(train) <= now; [train] = this.#trains) {
      this.#out.set(train.edges % 2 === 0 ? 1 : 0);
      train.edges++;
      if (train.edges === 2 * train.pulses) this.#trains.shift();
    }
    const next = Math.min(this.#levels[0]?.tick ?? Infinity, this.#trains[0] ? edgeOf(this.#trains[0]) : Infinity);
    if (next < Infinity) this.wakeAfter(next - now);
  }

  #clear(): void {
    this.#trains = [];
    this.#levels = [];
    this.#out.set(0);
  }
}

function edgeOf({ start, step, width, edges }: Train): number {
  return start + Math.floor(edges / 2) * step + (edges % 2) * width;
}

function endOf({ start, step, width, pulses }: Train): number {
  return start + (pulses - 1) * step + width;
}
