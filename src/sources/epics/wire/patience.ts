import type { Io } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';

/** Milliseconds without any answer after which nobody else is waited for. */
const QUIET = 2_000;

/** Asks many, who tell of each other as they answer; when nobody has for a while, the others are not waited for. */
export async function patiently<A extends readonly unknown[]>(
  io: Io,
  told: (...answer: A) => unknown,
  ask: (on: (...answer: A) => void, within: Io) => Promise<void>,
): Promise<void> {
  const patience = new Patience(io);
  try {
    await ask((...answer) => {
      patience.renew();
      told(...answer);
    }, patience);
  } finally {
    patience.done();
  }
}

/** The deadline of many, which ends early when nobody has answered for a while. */
class Patience implements Io {
  readonly signal: AbortSignal;
  readonly #io: Io;
  readonly #quiet = new AbortController();
  #timer: ReturnType<typeof setTimeout>;

  constructor(io: Io) {
    this.#io = io;
    this.signal = AbortSignal.any([io.signal, this.#quiet.signal]);
    this.#timer = this.#arm();
  }

  remaining(): number {
    return this.#io.remaining();
  }

  /** Somebody has answered. */
  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#arm();
  }

  done(): void {
    clearTimeout(this.#timer);
  }

  #arm(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#quiet.abort(tooQuiet()), QUIET);
  }
}

function tooQuiet(): DevgenError {
  return new DevgenError(`nobody has answered for ${QUIET} ms`, { code: 'CALL.TIMEOUT' });
}
