import { within } from '../support/deadline.ts';
import type { Io } from '../contract/seam.ts';
import type { Pv } from './pv.ts';

/** Milliseconds that the answer to a search may take. */
const GRACE = 250;
/** What is left of a deadline for telling what is missing, in milliseconds. */
const LEFT = 100;

/**
 * Waits until all PVs are there, or until waiting for the rest is of no use: nobody answered a second search, though the
 * others were found with their first one. Where the others had to be searched for again, packets get lost, and it waits on,
 * as it does where none was found, until just before the deadline.
 */
export class Arrival {
  readonly #pvs: readonly Pv[];
  #arrived: (() => void) | undefined;
  /** All before this one were there. */
  #next = 0;

  constructor(pvs: readonly Pv[]) {
    this.#pvs = pvs;
  }

  /** One more is there. */
  check(): void {
    while (this.#pvs[this.#next]?.isConnected) this.#next += 1;
    if (this.#next < this.#pvs.length) return;
    // Some may be lost again.
    if (this.#pvs.every(isThere)) this.#arrived?.();
    else this.#next = 0;
  }

  async wait(io: Io): Promise<void> {
    let hopeless = 0;
    const timers: ReturnType<typeof setTimeout>[] = [];
    const done = new Promise<void>((resolve) => {
      this.#arrived = resolve;
      timers.push(
        setInterval(() => {
          hopeless = this.#isHopeless() ? hopeless + 1 : 0;
          if (hopeless > 1) resolve();
          // The rest is probably nowhere: better to know soon.
          else if (hopeless === 0 && this.#pvs.some(isThere)) for (const pv of this.#pvs) searchAgain(pv);
        }, GRACE),
      );
      const left = io.remaining();
      if (Number.isFinite(left)) timers.push(setTimeout(resolve, Math.max(left - LEFT, left / 2)));
    });
    this.check();
    try {
      await within(io, () => done);
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
  }

  #isHopeless(): boolean {
    const [there, gone] = [this.#pvs.filter(isThere), this.#pvs.filter((pv) => !isThere(pv))];
    return (
      there.length > 0 &&
      there.every(({ port }) => port.searches <= 1) &&
      gone.every(({ port, why }) => why === undefined && port.searches > 1)
    );
  }
}

function isThere({ isConnected }: Pv): boolean {
  return isConnected;
}

function searchAgain({ isConnected, port }: Pv): void {
  if (!isConnected && port.searches === 1) port.searchAgain?.();
}
