import type { Pv } from './pv.ts';

/** Milliseconds for which the first of the PVs that come back waits for the others. */
const PATIENCE = 1_000;

/**
 * From the first loss of a PV until all are back. PVs come back one after the other: what the first ones say waits for the
 * link to be connected again, so that who sees a fresh reading can rely upon the rest; but not for long, as the rest may
 * be on a server that stays away. Of each PV only the newest reading waits.
 */
export class Outage {
  readonly #lost = new Set<Pv>();
  readonly #affected = new Set<Pv>();
  readonly #waiting = new Map<object, () => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPatient = true;

  get isOver(): boolean {
    return this.#lost.size === 0;
  }

  lose(pv: Pv): void {
    this.#lost.add(pv);
    this.#affected.add(pv);
  }

  regain(pv: Pv): void {
    if (this.#lost.delete(pv)) this.#timer ??= setTimeout(() => this.end(), PATIENCE);
  }

  /** Tells a reading of the PV, now or when the outage ends. `key` stands for whom it is told. */
  tell(pv: Pv, key: object, tell: () => void): void {
    if (this.#isPatient && this.#affected.has(pv)) this.#waiting.set(key, tell);
    else tell();
  }

  forget(key: object): void {
    this.#waiting.delete(key);
  }

  /** Nothing waits any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#isPatient = false;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const tell of waiting) tell();
  }
}
