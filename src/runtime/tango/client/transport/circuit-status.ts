import type { CallError } from './call-error.ts';

/** State of the one connection to a server: `idle` is not connected and nothing wrong. */
export type CircuitState =
  { readonly state: 'idle' | 'connecting' | 'open' } | { readonly state: 'lost'; readonly why: CallError };

/** The state of a circuit, who wants to know of it, and why calls are refused for now. */
export class CircuitStatus {
  readonly #listeners = new Set<(state: CircuitState) => void>();
  #state: CircuitState = { state: 'idle' };
  #refusal: { readonly why: CallError; readonly until: number } | undefined;

  get state(): CircuitState {
    return this.#state;
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  set(state: CircuitState): void {
    if (state.state === this.#state.state && state.state !== 'lost') return;
    this.#state = state;
    for (const on of this.#listeners) on(state);
  }

  watch(on: (state: CircuitState) => void): () => void {
    const listener = (state: CircuitState): void => on(state);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  unwatchAll(): void {
    this.#listeners.clear();
  }

  /** New calls fail at once for so many milliseconds, or until {@link heard}. */
  refuse(why: CallError, milliseconds: number): void {
    this.#refusal = { why, until: performance.now() + milliseconds };
  }

  refusal(now: number): CallError | undefined {
    return this.#refusal !== undefined && now < this.#refusal.until ? this.#refusal.why : undefined;
  }

  /** The server sent something: it is there. */
  heard(): void {
    this.#refusal = undefined;
    if (this.#state.state === 'lost') this.set({ state: 'open' });
  }
}
