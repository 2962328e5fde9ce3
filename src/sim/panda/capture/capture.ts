import { CLOCK_FREQUENCY } from '../fields/time-units.ts';
import type { Fpga } from '../hardware/fpga.ts';
import type { CaptureControl, Panda } from '../state/panda.ts';
import { require } from '../text/refusal.ts';
import { capturePlan } from './capture-plan.ts';
import { type EndReason, Run } from './run.ts';

/** Bytes that a PandA holds for readers that are late: 128 buffers of 2 MiB. */
export const RING_BYTES = 128 * 2 * 1024 * 1024;

const NS_PER_TICK = BigInt(1e9 / CLOCK_FREQUENCY);

/** A connection to the data port, as captures see it. */
export interface Reader {
  /** A capture begins. */
  attach(run: Run): void;
  /** Whether it still takes data of a capture. */
  readonly isBusy: boolean;
  /** There may be something to send. */
  pump(): void;
}

/** Captures of one PandA, one after the other, and who reads them. */
export class Capture implements CaptureControl {
  readonly readers = new Set<Reader>();
  readonly #panda: Panda;
  readonly #fpga: Fpga;
  readonly #ringBytes: number;
  #run: Run | undefined;

  constructor(panda: Panda, fpga: Fpga, ringBytes: number = RING_BYTES) {
    this.#panda = panda;
    this.#fpga = fpga;
    this.#ringBytes = ringBytes;
  }

  /** The capture in progress. */
  get run(): Run | undefined {
    return this.#isBusy ? this.#run : undefined;
  }

  arm(): void {
    require(!this.#isBusy, 'Data capture already in progress');
    require(![...this.readers].some((reader) => reader.isBusy), 'Data clients still taking data');
    const plan = capturePlan(this.#panda.fields, this.#sumShift());
    const run = new Run(plan, BigInt(Date.now()) * 1_000_000n, this.#ringBytes);
    const armedAt = this.#fpga.timeline.now;
    this.#run = run;
    this.#fpga.pcap.arm(plan.channels, {
      started: (tick) => {
        run.startTime = run.armTime + BigInt(tick - armedAt) * NS_PER_TICK;
      },
      sample: (bytes) => {
        if (run.ended === undefined) run.store.append(bytes);
      },
      ended: (how) => {
        run.ended ??= how;
      },
    });
    for (const reader of this.readers) reader.attach(run);
  }

  disarm(): void {
    this.#fpga.pcap.disarm();
  }

  /** Ends the capture as a fault of the hardware does. */
  fail(reason: EndReason): void {
    if (this.#run === undefined) return;
    this.#run.ended ??= reason;
    this.#fpga.pcap.disarm();
    this.pump();
  }

  status(): string {
    const readers = [...this.readers];
    const active = readers.filter((reader) => reader.isBusy).length;
    return `${this.#isBusy ? 'Busy' : 'Idle'} ${readers.length} ${active}`;
  }

  captured(): number {
    return this.#run?.store.total ?? 0;
  }

  completion(): string {
    return this.#isBusy ? 'Busy' : (this.#run?.ended ?? 'Ok');
  }

  /** Lets every reader send what there is. */
  pump(): void {
    for (const reader of this.readers) reader.pump();
  }

  get #isBusy(): boolean {
    return this.#run !== undefined && this.#run.ended === undefined;
  }

  #sumShift(): number {
    const field = this.#panda.blocks.get('PCAP')?.fields.get('SHIFT_SUM');
    return field === undefined ? 0 : Number(field.get(0));
  }
}
