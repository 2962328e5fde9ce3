import type { CapturePlan } from './capture-plan.ts';
import { SampleStore } from './sample-store.ts';

/** How a capture ended, in the words of the data port. */
export type EndReason =
  'Ok' | 'Disarmed' | 'Early disconnect' | 'Data overrun' | 'Framing error' | 'Driver data overrun' | 'DMA data error';

/** One capture, from arming to its end. */
export class Run {
  readonly plan: CapturePlan;
  readonly store: SampleStore;
  /** Nanoseconds since 1970. */
  readonly armTime: bigint;
  /** When PCAP was enabled. */
  startTime: bigint | undefined;
  ended: EndReason | undefined;

  constructor(plan: CapturePlan, armTime: bigint, capacity: number) {
    this.plan = plan;
    this.armTime = armTime;
    this.store = new SampleStore(plan.sampleBytes, capacity);
  }
}
