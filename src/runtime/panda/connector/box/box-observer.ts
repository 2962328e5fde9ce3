import { Observer } from '../../../core/polled/observer.ts';
import type { Reading } from '../../../core/contract/reading.ts';
import type { ObserveOptions } from '../../../core/contract/seam.ts';
import type { BoxSession } from './box-session.ts';
import type { PandaBackend } from './panda-backend.ts';

/** One subscription to a member of a box. */
export class BoxObserver extends Observer {
  readonly backend: PandaBackend;
  /** The connection of which it was told something last. */
  session: BoxSession | undefined;

  constructor(
    backend: PandaBackend,
    on: (reading: Reading, overtaken?: boolean) => void,
    how: ObserveOptions,
    period: number,
  ) {
    super(on, how, period);
    this.backend = backend;
  }
}
