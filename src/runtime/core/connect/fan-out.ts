import type { Io } from '../contract/seam.ts';

export interface FanOut {
  /** An {@link Io} that ends with the common one. */
  next(): Io;
  /** Forgets the common signal. */
  done(): void;
}

/** One deadline for many: thousands of listeners on one signal are slow to remove, and Node takes them for a leak. */
export function fanOut(io: Io): FanOut {
  const { signal } = io;
  const controllers: AbortController[] = [];
  const onAbort = (): void => controllers.forEach((controller) => controller.abort(signal.reason));
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    next: () => {
      const controller = new AbortController();
      controllers.push(controller);
      if (signal.aborted) controller.abort(signal.reason);
      return { signal: controller.signal, remaining: () => io.remaining() };
    },
    done: () => signal.removeEventListener('abort', onAbort),
  };
}
