import { whereIs } from './call.ts';
import { type Deadline, deadline } from '../support/deadline.ts';
import { sameValue } from '../value/equality.ts';
import { DevgenError } from '../contract/errors.ts';
import type { CallOptions, SetOptions, SignalR, SignalRW, SignalW } from '../contract/members.ts';
import type { Reading } from '../contract/reading.ts';
import type { ObserveOptions } from '../contract/seam.ts';
import { valueText } from '../value/value-text.ts';
import { enterWait, type PendingWait } from './waits.ts';

/** A value to be equal to, to any depth, or a condition. Numbers are compared exactly: give a condition to allow for noise. */
export type Matcher<T> = T | ((value: T) => boolean);

export interface WaitOptions extends CallOptions, ObserveOptions {
  /** Milliseconds; the default is 10 000. */
  readonly deadline?: number;
}

export interface SetAndWaitOptions<T> extends SetAndWaitForOtherOptions {
  /** What to wait for; the value that is set, if absent. */
  readonly match?: Matcher<T>;
}

export interface SetAndWaitForOtherOptions extends WaitOptions {
  /** For the write alone; its deadline is that of the whole, if absent. */
  readonly set?: SetOptions;
  /** `false`: done when the value matches, though the write may still be under way. */
  readonly awaitSet?: boolean;
}

export interface SetAndWaitResult<T> {
  /** The value that matched. */
  readonly value: T;
  /** The write itself: settled already, unless `awaitSet` was `false`. */
  readonly completed: Promise<void>;
}

/** Resolves with the first value that matches, the present one included; stale readings never match. */
export function waitForValue<T>(signal: SignalR<T>, match: Matcher<NoInfer<T>>, options: WaitOptions = {}): Promise<T> {
  return underDeadline(signal, 'waitForValue', options, async (io) => {
    const wait = new ValueWait(signal, match, options, io);
    for await (const reading of wait.readings) if (wait.matches(reading)) return reading.value;
    throw wait.failure();
  });
}

/** Observes first, then sets, then waits: a change that comes before the write is answered is not missed. */
export function setAndWaitForValue<T>(
  signal: SignalRW<T>,
  value: T,
  options: SetAndWaitOptions<T> = {},
): Promise<SetAndWaitResult<T>> {
  const { match = value, ...rest } = options;
  return setAndWait('setAndWaitForValue', signal, value, signal, match, rest);
}

/**
 * As {@link setAndWaitForValue}, where another signal tells that it is done: sets `signal`, and waits until `other`
 * matches. Its value before the write counts too; where that must not be, give a condition that it does not meet.
 */
export function setAndWaitForOtherValue<S, T>(
  signal: SignalW<S>,
  value: S,
  other: SignalR<T>,
  match: Matcher<NoInfer<T>>,
  options: SetAndWaitForOtherOptions = {},
): Promise<SetAndWaitResult<T>> {
  return setAndWait('setAndWaitForOtherValue', signal, value, other, match, options);
}

function setAndWait<S, T>(
  what: PendingWait['what'],
  signal: SignalW<S>,
  value: S,
  other: SignalR<T>,
  match: Matcher<T>,
  options: SetAndWaitForOtherOptions,
): Promise<SetAndWaitResult<T>> {
  return underDeadline(other, what, options, async (io) => {
    const wait = new ValueWait<T>(other, match, options, io);
    const iterator = wait.readings[Symbol.asyncIterator]();
    try {
      let result = await iterator.next();
      if (result.done) throw wait.failure();
      const completed = signal.set(value, { deadline: io.remaining(), signal: io.signal, ...options.set });
      const failed = new Promise<never>((_, reject) => void completed.catch(reject));
      failed.catch(() => {});
      while (!wait.matches(result.value)) {
        result = await Promise.race([iterator.next(), failed]);
        if (result.done) throw wait.failure();
      }
      if (options.awaitSet !== false) await completed;
      return { value: result.value.value, completed };
    } finally {
      void iterator.return?.();
    }
  });
}

async function underDeadline<R>(
  signal: SignalR<unknown>,
  what: PendingWait['what'],
  options: WaitOptions,
  run: (io: Deadline) => Promise<R>,
): Promise<R> {
  const milliseconds = options.deadline ?? 10_000;
  const io = deadline(milliseconds, options.signal);
  const leave = enterWait({ name: signal.name, source: signal.source, what }, milliseconds);
  try {
    return await run(io);
  } finally {
    leave();
    io.done();
  }
}

/** What one wait has seen, and what it says when it gives up. */
class ValueWait<T> {
  readonly readings: AsyncIterableIterator<Reading<T>>;
  readonly #signal: SignalR<T>;
  readonly #match: Matcher<T>;
  readonly #io: Deadline;
  #last: Reading<T> | undefined;

  constructor(signal: SignalR<T>, match: Matcher<T>, how: WaitOptions, io: Deadline) {
    const { deadline: _, signal: __, ...options } = how;
    this.#signal = signal;
    this.#match = match;
    this.#io = io;
    this.readings = signal.observe({ ...options, signal: io.signal });
  }

  matches(reading: Reading<T>): reading is Extract<Reading<T>, { ok: true }> {
    this.#last = reading;
    if (!reading.ok || reading.stale) return false;
    const match: unknown = this.#match;
    return typeof match === 'function' ? Boolean(match(reading.value)) : sameValue(reading.value, match);
  }

  failure(): DevgenError {
    const why: unknown = this.#io.signal.reason;
    const facts =
      why instanceof DevgenError
        ? why
        : new DevgenError('the observation ended', { code: 'CALL.ABORTED', hint: 'wait again when it is connected' });
    return new DevgenError(
      `${whereIs(this.#signal)} did not match ${valueText(this.#match)}: ${facts.message}; ${this.#lastText()}`,
      {
        code: facts.code,
        member: this.#signal.name,
        source: this.#signal.source,
        expected: this.#match,
        actual: this.#last?.ok ? this.#last.value : undefined,
        hint: typeof this.#match === 'number' ? 'numbers match exactly: a condition allows for noise' : facts.hint,
        cause: why,
      },
    );
  }

  #lastText(): string {
    if (this.#last === undefined) return 'no value came';
    if (!this.#last.ok) return `last there was no value: ${this.#last.error.message}`;
    return `last value ${valueText(this.#last.value)}${this.#last.stale ? ', stale' : ''}`;
  }
}
