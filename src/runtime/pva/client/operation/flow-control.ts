/** Milliseconds of silence after which the server has heard all that was said to it. */
const SETTLED = 200;

/** What flow control says to the server. */
export interface FlowSender {
  /** So many updates more may come. */
  grant(count: number): void;
  /** Start, once more. */
  restart(): void;
}

/**
 * So many updates may be under way; those that were taken are granted again, together in each turn of the event loop. An
 * IOC with the older server holds two at most, whatever window it agreed to, so that none may be kept back. A server of
 * pvxs that has used up its window does not look at what waits in its queue when it is granted more, but at the next
 * update or start: the newest value would stay there until the next one. So after silence it is started once more, when
 * it may have come to the end of its window.
 */
export class FlowControl {
  readonly #window: number;
  readonly #sender: FlowSender;
  /** Updates that came and were not granted again. */
  #open = 0;
  /** Those of them that were taken. */
  #taken = 0;
  /** Updates that the server can send, whenever it hears what it was granted since the last silence. */
  #sure: number;
  #lastAt = 0;
  #granting: ReturnType<typeof setImmediate> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(window: number, sender: FlowSender) {
    this.#window = window;
    this.#sender = sender;
    this.#sure = window;
  }

  received(): void {
    const now = performance.now();
    // What was granted before a silence has been heard.
    if (this.#sure > 0 && now - this.#lastAt > SETTLED) this.#sure = this.#window - this.#open;
    this.#lastAt = now;
    this.#open += 1;
    this.#sure -= 1;
  }

  /** So many updates were taken by who wanted them. */
  taken(count: number): void {
    this.#taken += count;
    this.#granting ??= setImmediate(() => this.#grant());
  }

  stop(): void {
    clearImmediate(this.#granting);
    clearTimeout(this.#timer);
  }

  #grant(): void {
    this.#granting = undefined;
    this.#open -= this.#taken;
    this.#sender.grant(this.#taken);
    this.#taken = 0;
    this.#lastAt = performance.now();
    if (this.#sure <= 0) this.#timer ??= setTimeout(() => this.#lookAgain(), SETTLED);
  }

  #lookAgain(): void {
    const left = this.#lastAt + SETTLED - performance.now();
    this.#timer = left > 0 ? setTimeout(() => this.#lookAgain(), left) : undefined;
    if (left > 0 || this.#open >= this.#window) return;
    this.#sure = this.#window - this.#open;
    this.#sender.restart();
  }
}
