import { ZERO_BIT, ZERO_POSITION } from '../state/buses.ts';
import type { LineListener, LineSet } from './system-bus.ts';
import type { Stepped, Timeline } from './time/timeline.ts';

/** A multiplexed bit: it follows the selected line, as many ticks late as is set, and its block steps when it changes. */
export class BitInput implements LineListener {
  readonly #timeline: Timeline;
  readonly #lines: LineSet;
  readonly #owner: Stepped;
  #line = ZERO_BIT;
  #delay = 0;
  #value = 0;
  #changedAt = -1;

  constructor(timeline: Timeline, lines: LineSet, owner: Stepped) {
    this.#timeline = timeline;
    this.#lines = lines;
    this.#owner = owner;
    lines.listen(this.#line, this);
  }

  get value(): number {
    return this.#value;
  }

  /** Whether it became 1 at this tick. */
  get rises(): boolean {
    return this.changes && this.#value === 1;
  }

  /** Whether it became 0 at this tick. */
  get falls(): boolean {
    return this.changes && this.#value === 0;
  }

  get changes(): boolean {
    return this.#changedAt === this.#timeline.now;
  }

  select(line: number): void {
    this.#lines.ignore(this.#line, this);
    this.#line = line;
    this.#lines.listen(line, this);
    this.#timeline.change(this.#timeline.now + 1, () => this.#become(this.#lines.values[this.#line]!));
  }

  delayBy(ticks: number): void {
    this.#delay = ticks;
  }

  lineChanged(): void {
    const line = this.#line;
    const value = this.#lines.values[line]!;
    if (this.#delay === 0) this.#become(value);
    else
      this.#timeline.change(this.#timeline.now + this.#delay, () => {
        if (line === this.#line) this.#become(value);
      });
  }

  #become(value: number): void {
    if (value === this.#value) return;
    this.#value = value;
    this.#changedAt = this.#timeline.now;
    this.#timeline.step(this.#timeline.now, this.#owner);
  }
}

/** A multiplexed position; its block steps when it changes. */
export class PositionInput implements LineListener {
  readonly #timeline: Timeline;
  readonly #lines: LineSet;
  readonly #owner: Stepped;
  #line = ZERO_POSITION;

  constructor(timeline: Timeline, lines: LineSet, owner: Stepped) {
    this.#timeline = timeline;
    this.#lines = lines;
    this.#owner = owner;
    lines.listen(this.#line, this);
  }

  get value(): number {
    return this.#lines.values[this.#line]!;
  }

  select(line: number): void {
    this.#lines.ignore(this.#line, this);
    this.#line = line;
    this.#lines.listen(line, this);
    this.#timeline.step(this.#timeline.now + 1, this.#owner);
  }

  lineChanged(): void {
    this.#timeline.step(this.#timeline.now, this.#owner);
  }
}

/** A line that a block drives, with the tick that a register takes. */
export class Output {
  readonly #timeline: Timeline;
  readonly #lines: LineSet;
  readonly #line: number;
  #next = 0;

  constructor(timeline: Timeline, lines: LineSet, line: number) {
    this.#timeline = timeline;
    this.#lines = lines;
    this.#line = line;
  }

  /** What it was last set to, which the bus shows a tick later. */
  get value(): number {
    return this.#next;
  }

  set(value: number): void {
    if (value === this.#next) return;
    this.#next = value;
    this.#timeline.change(this.#timeline.now + 1, () => this.#lines.set(this.#line, value));
  }
}
