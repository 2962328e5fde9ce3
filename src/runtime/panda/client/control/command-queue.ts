import type { Reply } from '../../codec/control/reply.ts';
import type { CallError } from '../call-error.ts';
import type { Batch } from './batch.ts';

interface Entry {
  readonly batch: Batch;
  readonly index: number;
}

/** The commands of a connection in the order of their sending: the box answers each, in this order. */
export class CommandQueue {
  #waiting: Entry[] = [];
  #next = 0;
  #sent: Entry[] = [];
  #answered = 0;

  /** Commands without an answer. */
  get inFlight(): number {
    return this.#sent.length - this.#answered;
  }

  add(batch: Batch): void {
    for (let index = 0; index < batch.commands.length; index++) this.#waiting.push({ batch, index });
  }

  /** The text of the next command, which counts as sent; those that nobody waits for any more are left out. */
  take(): string | undefined {
    for (; this.#next < this.#waiting.length; this.#next++) {
      const entry = this.#waiting[this.#next]!;
      if (entry.batch.isSettled) continue;
      this.#next++;
      this.#sent.push(entry);
      entry.batch.sent();
      return textOf(entry);
    }
    this.#waiting = [];
    this.#next = 0;
    return undefined;
  }

  /** Whether there was a command to be answered. */
  answer(reply: Reply): boolean {
    const entry = this.#sent[this.#answered];
    if (entry === undefined) return false;
    this.#answered++;
    if (this.#answered === this.#sent.length) {
      this.#sent = [];
      this.#answered = 0;
    } else if (this.#answered >= 1024) {
      this.#sent = this.#sent.slice(this.#answered);
      this.#answered = 0;
    }
    entry.batch.answer(entry.index, reply);
    return true;
  }

  /** No command will be answered any more. */
  fail(why: CallError): void {
    const left = new Set([...this.#sent.slice(this.#answered), ...this.#waiting.slice(this.#next)]);
    this.#sent = [];
    this.#waiting = [];
    this.#answered = 0;
    this.#next = 0;
    for (const batch of new Set(Array.from(left, (entry) => entry.batch))) batch.fail(why);
  }
}

function textOf({ batch, index }: Entry): string {
  const { line, data } = batch.commands[index]!;
  return data === undefined ? `${line}\n` : `${line}\n${data.join('\n')}\n`;
}
