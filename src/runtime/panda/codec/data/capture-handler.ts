import type { CaptureHeader } from './capture-header.ts';
import type { CaptureEnd } from './end-reason.ts';

/** What comes out of the data port, in its order. */
export interface CaptureHandler {
  /** The server took the options; without a status it never says so. */
  accepted(): void;
  /** It did not, and hangs up. */
  refused(message: string): void;
  /** A capture begins; `undefined` where no header was asked for. */
  began(header: CaptureHeader | undefined): void;
  /** Whole samples, in memory that is the receiver's; without a header bytes as they come. */
  samples(bytes: Uint8Array): void;
  /** The capture ended; `undefined` where no status was asked for. */
  ended(end: CaptureEnd | undefined): void;
}
