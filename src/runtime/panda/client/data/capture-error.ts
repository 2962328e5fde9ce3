import { DevgenError, type ErrorFacts } from '../../../core/contract/errors.ts';
import type { CaptureEnd } from '../../codec/data/end-reason.ts';

/** A capture that ended before its time. Code PANDA.OVERRUN where data came faster than they left, else PANDA.CAPTURE_BROKEN. */
export class CaptureError extends DevgenError {
  readonly end: CaptureEnd;

  constructor(message: string, end: CaptureEnd, facts: ErrorFacts) {
    super(message, facts);
    this.name = 'CaptureError';
    this.end = end;
  }

  override retold(facts: ErrorFacts): CaptureError {
    return new CaptureError(this.why, this.end, facts);
  }
}

export function captureError(end: CaptureEnd, source: string): CaptureError {
  const isOverrun = /overrun/i.test(end.reason);
  return new CaptureError(`the capture ended after ${end.samples} samples: ${end.reason}`, end, {
    code: isOverrun ? 'PANDA.OVERRUN' : 'PANDA.CAPTURE_BROKEN',
    about: source,
    source,
    actual: end.reason,
    hint: isOverrun
      ? 'read faster, capture less, or ask for raw frames; do not trust the last frame'
      : 'look at the log of the box; do not trust the last frame',
  });
}
