import { isNews } from '../polled/observer.ts';
import type { Reading } from '../contract/reading.ts';
import type { ObserveOptions } from '../contract/seam.ts';

/** One subscription: it is told of everything that comes, or of what exceeds the thresholds that it named. */
export class PushedObserver {
  readonly #on: (reading: Reading, overtaken?: boolean) => void;
  readonly #how: ObserveOptions;
  readonly #hasThreshold: boolean;
  readonly #isOvertaken: (reading: Reading) => boolean;
  #last: Reading | undefined;
  #isEnded = false;

  constructor(
    on: (reading: Reading, overtaken?: boolean) => void,
    how: ObserveOptions,
    isOvertaken: (reading: Reading) => boolean,
  ) {
    this.#on = on;
    this.#how = how;
    this.#hasThreshold = how.absolute !== undefined || how.relative !== undefined;
    this.#isOvertaken = isOvertaken;
  }

  tell(reading: Reading): void {
    if (this.#isEnded) return;
    if (this.#hasThreshold && this.#last !== undefined && !isNews(this.#last, reading, this.#how)) return;
    if (this.#hasThreshold) this.#last = reading;
    this.#on(reading, this.#isOvertaken(reading));
  }

  end(): void {
    this.#isEnded = true;
  }
}
