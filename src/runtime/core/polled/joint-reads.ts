/** How a call went: it brought readings, nobody answered in time, or it was refused. */
export type Outcome = 'answered' | 'silent' | 'refused';

/** Sends one call for these members and tells whoever observes them; it may take so many milliseconds. */
export type Ask<M> = (members: readonly M[], milliseconds: number) => Promise<Outcome>;

/** What is known of a member that shares no call with the others. */
interface Apart {
  /** When it may be asked again, in `performance.now()`. */
  at: number;
  /** How often in succession it was slow, asked alone. */
  slow: number;
}

/** Milliseconds that a call for many members may take. */
export const jointLimit = 3_000;
/** And for one alone: whoever gives up early only queues the next call behind this one, which the device still serves. */
const aloneLimit = 60_000;
const longestFactor = 16;

/**
 * All members in one call, but for those that would hold the others up. Most devices serve one call after the other,
 * so asking in parallel would help nobody: a member that is slow is asked alone and seldom.
 *
 * When nobody answers a joint call, its members are asked one by one, each to the end. Those that answer quickly share a
 * call again. One that is slow gets a second try, for the whole device may have been busy; then it waits as long as it
 * kept the device, and ever longer, up to sixteen times, while it stays slow.
 */
export class JointReads<M> {
  readonly #apart = new Map<M, Apart>();

  /** A new connection: nothing is known of anybody. */
  reset(): void {
    this.#apart.clear();
  }

  /** Asks those of the members whose turn it is. `observed` is how many there are in all. */
  async read(members: readonly M[], observed: number, ask: Ask<M>): Promise<void> {
    const joint = members.filter((member) => !this.#apart.has(member));
    if (joint.length > 0 && (await ask(joint, jointLimit)) === 'silent' && observed > 1) {
      for (const member of joint) this.#apart.set(member, { at: performance.now(), slow: 0 });
    }
    for (const [member, apart] of this.#alone(members)) {
      const sent = performance.now();
      const outcome = await ask([member], aloneLimit);
      const taken = performance.now() - sent;
      // If all took as long, they would still fill no more than half a joint call.
      const isQuick = outcome !== 'silent' && taken * observed * 2 <= jointLimit;
      if (isQuick) {
        this.#apart.delete(member);
      } else {
        apart.at = performance.now() + (outcome === 'refused' ? taken : taken * factorOf(apart.slow++));
        // The others come first again.
        return;
      }
    }
  }

  /** Those of the members that are asked alone and whose time has come, the longest due first. */
  #alone(members: readonly M[]): readonly (readonly [M, Apart])[] {
    const now = performance.now();
    return members
      .flatMap((member) => {
        const apart = this.#apart.get(member);
        return apart !== undefined && apart.at <= now ? [[member, apart] as const] : [];
      })
      .toSorted(([, one], [, other]) => one.at - other.at);
  }
}

/** 0, 1, 2, 4, … */
function factorOf(slow: number): number {
  return slow === 0 ? 0 : Math.min(2 ** (slow - 1), longestFactor);
}
