import type { Call } from './call.ts';

/** The calls of one circuit: those waiting to be sent, and those sent and waiting for a reply. */
export class CallBook {
  readonly #sent = new Map<number, Call>();
  readonly #queue = new Set<Call>();
  #lastId = 0;

  get sentCount(): number {
    return this.#sent.size;
  }

  get queue(): ReadonlySet<Call> {
    return this.#queue;
  }

  /** A request id that no other message on the wire bears. */
  newId(): number {
    // 0 stands for "not sent" and is left out when the numbers begin again.
    this.#lastId = (this.#lastId + 1) >>> 0 || 1;
    return this.#lastId;
  }

  enqueue(call: Call): void {
    this.#queue.add(call);
  }

  send(call: Call, id: number): void {
    this.#queue.delete(call);
    call.id = id;
    this.#sent.set(id, call);
  }

  holds(call: Call): boolean {
    return this.#queue.has(call) || this.#sent.get(call.id) === call;
  }

  isSent(id: number): boolean {
    return this.#sent.has(id);
  }

  /** The call that a reply answers, which is then out of the book; undefined when it was given up. */
  answer(id: number): Call | undefined {
    const call = this.#sent.get(id);
    this.#sent.delete(id);
    return call;
  }

  /** Takes a call out; true when it had been sent. */
  withdraw(call: Call): boolean {
    this.#queue.delete(call);
    return this.#sent.get(call.id) === call && this.#sent.delete(call.id);
  }

  takeSent(): Call[] {
    const calls = [...this.#sent.values()];
    this.#sent.clear();
    return calls;
  }

  takeQueue(): Call[] {
    const calls = [...this.#queue];
    this.#queue.clear();
    return calls;
  }

  expired(now: number): Call[] {
    return [...this.#sent.values(), ...this.#queue].filter((call) => call.until <= now);
  }

  /** When the first deadline ends; `Infinity` when there is none. */
  earliest(): number {
    let until = Infinity;
    for (const call of this.#sent.values()) until = Math.min(until, call.until);
    for (const call of this.#queue) until = Math.min(until, call.until);
    return until;
  }
}
