import type { Capture, Reader } from './capture.ts';
import type { DataOptions } from './data-options.ts';
import { headerText } from './header.ts';
import type { EndReason, Run } from './run.ts';
import { SampleFormat } from './sample-format.ts';

/** Raw bytes that go into a frame. */
const RAW_FRAME = 2 * 1024 * 1024;
const SCALED_FRAME = 64 * 1024;

/** Where a reader's bytes go. */
export interface Outlet {
  /** Whether it takes more just now; it calls `pump` when it does again. */
  readonly isOpen: boolean;
  text(text: string): void;
  data(bytes: Buffer): void;
  end(): void;
}

/** What a reader knows of the capture that it takes. */
interface Taking {
  readonly run: Run;
  readonly format: SampleFormat;
  /** The next sample to send. */
  next: number;
  sent: number;
  hasHeader: boolean;
}

/** One connection to the data port, without its socket: takes one capture after the other. */
export class DataReader implements Reader {
  readonly #capture: Capture;
  readonly #options: DataOptions;
  readonly #outlet: Outlet;
  #taking: Taking | undefined;

  constructor(capture: Capture, options: DataOptions, outlet: Outlet) {
    this.#capture = capture;
    this.#options = options;
    this.#outlet = outlet;
    capture.readers.add(this);
    if (!options.omitsStatus) outlet.text('OK\n');
    if (capture.run !== undefined) this.attach(capture.run);
  }

  get isBusy(): boolean {
    return this.#taking !== undefined;
  }

  attach(run: Run): void {
    const format = new SampleFormat(run.plan, this.#options);
    this.#taking = { run, format, next: run.store.first, sent: 0, hasHeader: false };
    this.pump();
  }

  /** The connection is gone. */
  detach(): void {
    this.#taking = undefined;
    this.#capture.readers.delete(this);
  }

  /** The client will send no more, which ends what it takes. */
  hangUp(): void {
    if (this.#taking === undefined) this.#outlet.end();
    else this.#finish(this.#taking, 'Early disconnect', true);
  }

  pump(): void {
    const taking = this.#taking;
    if (taking === undefined) return;
    const { run } = taking;
    if (!taking.hasHeader && !this.#header(taking)) return;
    while (this.#outlet.isOpen && taking.next < run.store.total) {
      if (taking.next < run.store.first) {
        this.#finish(taking, 'Data overrun', this.#options.isOneShot);
        return;
      }
      this.#frame(taking);
    }
    if (run.ended !== undefined && taking.next === run.store.total && this.#taking === taking)
      this.#finish(taking, run.ended, this.#options.isOneShot);
  }

  /** Once it is known when the capture started, or that it never will. A late reader is told what it has missed. */
  #header(taking: Taking): boolean {
    const { run } = taking;
    if (run.startTime === undefined && run.ended === undefined) return false;
    taking.hasHeader = true;
    if (!this.#options.omitsHeader) this.#outlet.text(headerText(run, this.#options, taking.next));
    return true;
  }

  #frame(taking: Taking): void {
    const { store } = taking.run;
    const raw = store.read(taking.next, this.#options.process === 'RAW' ? RAW_FRAME : SCALED_FRAME);
    const samples = raw.length / store.sampleBytes;
    taking.next += samples;
    taking.sent += samples;
    this.#outlet.data(taking.format.encode(raw));
  }

  #finish(taking: Taking, reason: EndReason, isLast: boolean): void {
    this.#taking = undefined;
    if (!this.#options.omitsStatus) this.#outlet.text(`END ${taking.sent} ${reason}\n`);
    if (isLast) this.#outlet.end();
  }
}
