/** A target of searches: how often it was asked for decides how soon it is again. */
export interface BackingOff {
  /** The pause that it waits in; undefined while it is not looked for. */
  level: number | undefined;
  /** How often it was asked for since it was last sought anew. */
  tries: number;
}

/** Milliseconds of the first pause. Each one is twice the one before, up to half a minute. */
const FIRST = 200;
const LEVELS = 8;
/** Milliseconds that each name of many takes to be asked for and answered. */
const EACH = 0.05;

/**
 * When to ask again for what nobody answered for, as EPICS does: everything that waits in a pause of one length is asked
 * for together, whenever one of these pauses ends.
 */
export class BackOff<T extends BackingOff> {
  readonly #levels = Array.from({ length: LEVELS }, () => new Set<T>());
  readonly #timers: (ReturnType<typeof setTimeout> | undefined)[] = [];
  readonly #ask: (targets: readonly T[]) => void;

  constructor(ask: (targets: readonly T[]) => void) {
    this.#ask = ask;
  }

  get all(): readonly T[] {
    return this.#levels.flatMap((level) => [...level]);
  }

  get isEmpty(): boolean {
    return this.#levels.every(({ size }) => size === 0);
  }

  /** They are asked for now. */
  asked(targets: readonly T[]): void {
    for (const target of targets) {
      this.remove(target);
      target.tries += 1;
      this.#put(target, Math.min(LEVELS - 1, target.tries - 1), targets.length);
    }
  }

  /** To be asked for after a pause, longer each time. */
  later(target: T): void {
    this.remove(target);
    this.#put(target, Math.min(LEVELS - 1, target.tries), 1);
  }

  /** To be asked for as late as may be: who answered did not mean it. */
  putOff(target: T): void {
    this.remove(target);
    target.tries = LEVELS;
    this.#put(target, LEVELS - 1, 1);
  }

  /** Everything that waits is asked for soon, and the pauses begin anew. */
  hurry(): void {
    const targets = this.all;
    for (const target of targets) {
      this.remove(target);
      target.tries = 0;
      this.#put(target, 0, targets.length);
    }
  }

  remove(target: T): void {
    if (target.level === undefined) return;
    this.#levels[target.level]!.delete(target);
    target.level = undefined;
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const level of this.#levels) level.clear();
  }

  #put(target: T, level: number, count: number): void {
    target.level = level;
    this.#levels[level]!.add(target);
    this.#timers[level] ??= setTimeout(() => this.#due(level), FIRST * 2 ** level + EACH * count);
  }

  #due(level: number): void {
    this.#timers[level] = undefined;
    const targets = [...this.#levels[level]!];
    if (targets.length === 0) return;
    this.asked(targets);
    this.#ask(targets);
  }
}
