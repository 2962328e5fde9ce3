import type { CircuitOptions } from './circuit-options.ts';

/** A probe must have been out this long, in milliseconds, before its missing answer means anything. */
const PROBE_GRACE = 250;

/**
 * Tells a slow device from a hung server. While requests wait and not a byte comes, the server's ORB is asked once
 * whether it is there: it answers at once, whatever its devices are doing. Times are those of `performance.now()`.
 */
export class Silence {
  readonly #probeAfter: number;
  readonly #firstReply: number;
  #since = 0;
  #heard = false;
  #everHeard = false;
  #probedAt: number | undefined;

  /** In milliseconds; `probeAfter` may be `Infinity`: then it is never asked. */
  constructor({ probeAfter, firstReplyTimeout }: Pick<Required<CircuitOptions>, 'probeAfter' | 'firstReplyTimeout'>) {
    this.#probeAfter = probeAfter;
    this.#firstReply =
      probeAfter === Infinity ? firstReplyTimeout : Math.max(firstReplyTimeout, probeAfter + PROBE_GRACE);
  }

  /** How long after a request there is nothing to do about a silence. */
  get patience(): number {
    return Math.min(this.#probeAfter, this.#firstReply);
  }

  /** The first of the requests now waiting was sent. */
  begin(now: number): void {
    this.#since = now;
    this.#heard = false;
    this.#probedAt = undefined;
  }

  heard(): void {
    this.#heard = true;
    this.#everHeard = true;
  }

  /** Since this connection was made. */
  get everHeard(): boolean {
    return this.#everHeard;
  }

  /** Forgets that the server was ever heard: the connection is a new one. */
  reset(): void {
    this.#everHeard = false;
  }

  /** Whether a probe is due; it counts as sent. To be asked while requests wait. */
  probe(now: number): boolean {
    if (this.#heard) this.begin(now);
    if (this.#probedAt !== undefined || now - this.#since < this.#probeAfter) return false;
    this.#probedAt = now;
    return true;
  }

  /** Whether the server was asked if it is there, and said nothing. */
  isProven(now: number): boolean {
    return !this.#heard && this.#probedAt !== undefined && now - this.#probedAt >= PROBE_GRACE;
  }

  /** When the server has said nothing at all for too long since it was first asked something. */
  firstReplyBy(): number {
    return this.#everHeard ? Infinity : this.#since + this.#firstReply;
  }

  /** When {@link probe} is worth asking again. */
  nextProbe(): number {
    return this.#probedAt === undefined || this.#heard ? this.#since + this.#probeAfter : Infinity;
  }
}
