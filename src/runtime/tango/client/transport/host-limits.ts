import type { Io } from '../../../core/contract/seam.ts';
import { endReason, isEnded, unwatchAbort, watchAbort } from '../../../core/support/abort-group.ts';

/** How much one host may be asked, whatever number of servers runs there. */
export interface HostLimits {
  /** Requests that await a reply; not limited by default. */
  readonly parallel?: number;
  /** Requests in any span of a second; not limited by default. */
  readonly perSecond?: number;
}

const SECOND = 1_000;

/**
 * Holds back requests so that no host gets more than its limits. A place within the second is free again a second after
 * its request was answered or given up, not after it was sent: so the host never sees more, however long requests are
 * on their way.
 */
export class HostGates {
  readonly #limits: HostLimits;
  readonly #gates = new Map<string, Gate>();

  constructor(limits: HostLimits) {
    this.#limits = limits;
  }

  /** Runs the request when the host may get one more. Rejects with why `io` ended when that comes first. */
  async pass<R>(host: string, io: Io, request: () => Promise<R>): Promise<R> {
    const gate = this.#gates.get(host) ?? new Gate(this.#limits);
    this.#gates.set(host, gate);
    await gate.enter(io);
    try {
      return await request();
    } finally {
      gate.leave();
    }
  }

  /** Stops the timers; nothing is held back any more. */
  close(): void {
    for (const gate of this.#gates.values()) gate.close();
  }
}

/** One host. */
class Gate {
  readonly #parallel: number;
  readonly #perSecond: number;
  /** Those that wait, the first to come first. */
  readonly #waiting = new Set<() => void>();
  /** Until when each request that was answered counts, in the milliseconds of `performance.now()`, the first first. */
  readonly #counted: number[] = [];
  #underWay = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor({ parallel = Infinity, perSecond = Infinity }: HostLimits) {
    this.#parallel = parallel;
    this.#perSecond = perSecond;
  }

  enter(io: Io): Promise<void> {
    return new Promise((resolve, reject) => {
      if (isEnded(io)) return reject(endReason(io));
      const watcher = {
        aborted: (reason: unknown): void => {
          this.#waiting.delete(go);
          unwatchAbort(io, watcher);
          reject(reason);
        },
      };
      const go = (): void => {
        unwatchAbort(io, watcher);
        resolve();
      };
      watchAbort(io, watcher);
      this.#waiting.add(go);
      this.#pump();
    });
  }

  leave(): void {
    this.#underWay -= 1;
    if (this.#perSecond !== Infinity) this.#counted.push(performance.now() + SECOND);
    this.#pump();
  }

  close(): void {
    this.#closed = true;
    this.#pump();
  }

  #pump(): void {
    const now = performance.now();
    while ((this.#counted[0] ?? Infinity) <= now) this.#counted.shift();
    for (const go of this.#waiting) {
      if (!this.#hasRoom) break;
      this.#waiting.delete(go);
      this.#underWay += 1;
      go();
    }
    this.#arm(now);
  }

  get #hasRoom(): boolean {
    if (this.#closed) return true;
    return this.#underWay < this.#parallel && this.#underWay + this.#counted.length < this.#perSecond;
  }

  #arm(now: number): void {
    clearTimeout(this.#timer);
    const [next] = this.#counted;
    if (this.#waiting.size === 0 || next === undefined || this.#closed) return;
    this.#timer = setTimeout(() => this.#pump(), Math.ceil(next - now));
  }
}
