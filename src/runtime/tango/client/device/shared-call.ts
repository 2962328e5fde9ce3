import type { Io } from '../../../core/contract/seam.ts';
import { within } from '../../../core/support/deadline.ts';

/**
 * A result that several callers need and one call brings: it runs under the deadline of the caller that came first,
 * the others wait under their own. A success is kept until {@link forget}, a failure is not.
 */
export class SharedCall<T> {
  readonly #call: (io: Io) => Promise<T>;
  #pending: Promise<T> | undefined;
  #known: { readonly value: T } | undefined;

  constructor(call: (io: Io) => Promise<T>) {
    this.#call = call;
  }

  /** What was brought, if anything was. */
  get known(): T | undefined {
    return this.#known?.value;
  }

  async get(io: Io): Promise<T> {
    for (;;) {
      if (this.#known !== undefined) return this.#known.value;
      if (this.#pending === undefined) return this.#start(io);
      const pending = this.#pending;
      try {
        return await within(io, () => pending);
      } catch (error) {
        // The first caller gave up before the answer came; this one has time left and asks again.
        if (io.signal.aborted || !isGivenUp(error)) throw error;
      }
    }
  }

  forget(): void {
    this.#known = undefined;
    this.#pending = undefined;
  }

  #start(io: Io): Promise<T> {
    const pending = this.#call(io);
    this.#pending = pending;
    const settle = (known?: { readonly value: T }): void => {
      if (this.#pending !== pending) return;
      this.#pending = undefined;
      this.#known = known;
    };
    return pending.then(
      (value) => {
        settle({ value });
        return value;
      },
      (error: unknown) => {
        settle();
        throw error;
      },
    );
  }
}

function isGivenUp(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'CALL.TIMEOUT' || code === 'CALL.ABORTED';
}
