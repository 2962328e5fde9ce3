import { Refusal } from '../text/refusal.ts';

/** Where the lines behind `NAME<` go. A bad line spoils the write; the lines after it are still taken. */
export abstract class TableWriter {
  #refusal: Refusal | undefined;

  line(text: string): void {
    if (this.#refusal === undefined) this.#attempt(() => this.write(text));
  }

  /** The blank line came: nothing is written unless every line was good. Resolves to the refusal, if there is one. */
  end(): Refusal | undefined {
    if (this.#refusal === undefined) this.#attempt(() => this.complete());
    this.release();
    return this.#refusal;
  }

  protected abstract write(line: string): void;
  protected abstract complete(): void;
  /** Also when the connection ends within the write. */
  abstract release(): void;

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#refusal = error;
    }
  }
}

/** Takes the lines of a write that was refused with its first line. */
export class RefusedWriter extends TableWriter {
  readonly #why: Refusal;

  constructor(why: Refusal) {
    super();
    this.#why = why;
  }

  protected write(): void {}

  protected complete(): void {
    throw this.#why;
  }

  release(): void {}
}
