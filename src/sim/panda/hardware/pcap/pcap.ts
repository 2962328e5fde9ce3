import { BlockModel, type Site } from '../block-model.ts';
import type { SystemBus } from '../system-bus.ts';
import { type CaptureEnd, type CaptureSink, type Channel, channelWords } from './channel.ts';
import { GateWindow } from './gate-window.ts';
import { PositionStatistics } from './position-statistics.ts';
import { SampleWriter } from './sample-writer.ts';

const HEALTH_OK = 0;
const HEALTH_TOO_CLOSE = 1;
const HEALTH_OVERFLOW = 2;

type State = 'idle' | 'armed' | 'enabled';

/** Position capture: makes a sample at each trigger while it is armed and enabled. */
export class Pcap extends BlockModel {
  readonly #bus: SystemBus;
  readonly #enable = this.bitInput('ENABLE');
  readonly #gate = this.bitInput('GATE');
  readonly #trig = this.bitInput('TRIG');
  readonly #edge = this.setting('TRIG_EDGE');
  readonly #shift = this.setting('SHIFT_SUM');
  readonly #active = this.bitOutput('ACTIVE');
  readonly #window = new GateWindow();
  readonly #statistics = new Map<number, PositionStatistics>();
  #state: State = 'idle';
  #isArmedNow = false;
  #isDisarmedNow = false;
  #channels: readonly Channel[] = [];
  #sink: CaptureSink | undefined;
  #writer = new SampleWriter([]);
  #start = 0;
  #lastTrigger: number | undefined;
  #health = HEALTH_OK;

  constructor(site: Site) {
    super(site);
    this.#bus = site.bus;
    this.readout('HEALTH', () => this.#health);
  }

  /** Captures these channels of each sample into the sink, from the next tick on. */
  arm(channels: readonly Channel[], sink: CaptureSink): void {
    this.nextTick(() => {
      this.#channels = channels;
      this.#sink = sink;
      this.#writer = new SampleWriter(channels);
      this.#isArmedNow = true;
      // What disarmed before was of no capture, or this one were refused.
      this.#isDisarmedNow = false;
    });
  }

  /** From the next tick on. */
  disarm(): void {
    this.nextTick(() => {
      this.#isDisarmedNow = true;
    });
  }

  /** A position whose statistics are kept has changed. */
  lineChanged(): void {
    this.timeline.step(this.timeline.now, this);
  }

  protected update(now: number): void {
    if (this.#isArmedNow) this.#begin();
    if (this.#isDisarmedNow && this.#state !== 'idle') this.#finish('Disarmed');
    this.#isArmedNow = false;
    this.#isDisarmedNow = false;
    if (this.#state === 'armed' && this.#enable.value === 1) this.#enabled(now);
    else if (this.#state === 'enabled') this.#capture(now);
  }

  #begin(): void {
    this.#state = 'armed';
    this.#health = HEALTH_OK;
    this.#lastTrigger = undefined;
    this.#active.set(1);
    for (const channel of this.#channels) if ('line' in channel && channel.of !== 'value') this.#follow(channel.line);
  }

  #follow(line: number): void {
    if (this.#statistics.has(line)) return;
    this.#statistics.set(line, new PositionStatistics());
    this.#bus.positions.listen(line, this);
  }

  #enabled(now: number): void {
    this.#state = 'enabled';
    this.#start = now;
    this.#sink!.started(now);
    this.#triggerAndOpen(now);
  }

  #capture(now: number): void {
    if (this.#enable.value === 0) {
      this.#finish('Ok');
      return;
    }
    // A position counts for the ticks before it changes: at a trigger the new one is for the next sample.
    if (this.#window.isOpen)
      if (this.#gate.value === 0 || this.#isTriggered()) this.#close(now);
      else for (const [line, statistics] of this.#statistics) statistics.move(now, this.#position(line));
    this.#triggerAndOpen(now);
  }

  #triggerAndOpen(now: number): void {
    if (this.#isTriggered()) this.#sample(now);
    if (this.#state === 'enabled' && !this.#window.isOpen && this.#gate.value === 1) this.#open(now);
  }

  #isTriggered(): boolean {
    if (this.#edge.value === 0) return this.#trig.rises;
    return this.#edge.value === 1 ? this.#trig.falls : this.#trig.changes;
  }

  #sample(now: number): void {
    const words = this.#channels.reduce((sum, channel) => sum + channelWords(channel), 0);
    if (this.#lastTrigger !== undefined && now - this.#lastTrigger < words) {
      this.#health = HEALTH_TOO_CLOSE;
      this.#finish('Framing error');
      return;
    }
    this.#lastTrigger = now;
    if (this.#window.duration / 2 ** this.#shift.value >= 2 ** 32) {
      this.#health = HEALTH_OVERFLOW;
      this.#finish('Framing error');
      return;
    }
    this.#sink!.sample(
      this.#writer.write({
        trigger: now - this.#start,
        window: this.#window,
        shift: this.#shift.value,
        position: (line) => this.#position(line),
        statistics: (line) => this.#statistics.get(line)!,
        bit: (line) => this.#bus.bits.values[line]!,
      }),
    );
    this.#window.clear();
    for (const statistics of this.#statistics.values()) statistics.clear();
  }

  #open(now: number): void {
    this.#window.open(now - this.#start);
    for (const [line, statistics] of this.#statistics) statistics.open(now, this.#position(line));
  }

  #close(now: number): void {
    this.#window.close(now - this.#start);
    for (const [line, statistics] of this.#statistics) statistics.close(now, this.#position(line));
  }

  #finish(how: CaptureEnd): void {
    this.#window.reset();
    for (const line of this.#statistics.keys()) this.#bus.positions.ignore(line, this);
    this.#statistics.clear();
    this.#state = 'idle';
    this.#active.set(0);
    this.#sink!.ended(how);
  }

  #position(line: number): number {
    return this.#bus.positions.values[line]!;
  }
}
