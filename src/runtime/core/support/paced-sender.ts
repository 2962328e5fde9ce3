/** Packets that may be under way: what servers have room for in their buffers, of several clients at once. */
const WINDOW = 20;
/** Milliseconds after which half of what is under way counts as lost, or as meant for nobody. */
const PAUSE = 10;

/**
 * Sends packets as fast as they are answered: more at once would be lost in the buffers of servers. Where nobody answers,
 * it goes on in small bursts with pauses between.
 */
export class PacedSender<P> {
  readonly #send: (packet: P) => void;
  #queue: P[] = [];
  #next = 0;
  #underWay = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (packet: P) => void) {
    this.#send = send;
  }

  add(packets: readonly P[]): void {
    for (const packet of packets) this.#queue.push(packet);
    this.#proceed();
  }

  /** A packet was answered. */
  answered(): void {
    this.#underWay = Math.max(0, this.#underWay - 1);
    this.#proceed();
  }

  /** What was not sent is dropped. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#next = 0;
    this.#underWay = 0;
  }

  #proceed(): void {
    while (this.#next < this.#queue.length && this.#underWay < WINDOW) {
      this.#underWay += 1;
      this.#send(this.#queue[this.#next++]!);
    }
    if (this.#next > 0 && this.#next === this.#queue.length) {
      this.#queue = [];
      this.#next = 0;
    }
    // Also when all has left: what is sent next counts together with it.
    if (this.#underWay > 0) this.#timer ??= setTimeout(() => this.#paused(), PAUSE);
  }

  #paused(): void {
    this.#timer = undefined;
    this.#underWay >>= 1;
    this.#proceed();
  }
}
