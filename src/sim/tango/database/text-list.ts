import { DevFailed } from '../device/dev-failed.ts';

/** Takes apart the flat lists of texts that Tango's databases take, whose counts come from outside. */
export class TextList {
  readonly #texts: readonly string[];
  #next = 0;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  text(): string {
    const text = this.#texts[this.#next++];
    if (text === undefined) throw incorrect('The list ends too early');
    return text;
  }

  /** Reads a count, and then as many times what `read` reads. */
  times(read: () => void): void {
    const text = this.text();
    const count = Number(text);
    if (!/^\d+$/.test(text) || count > this.#texts.length) throw incorrect(`"${text}" is no count of what follows`);
    for (let left = count; left > 0; left--) read();
  }

  /** A count, and then as many texts. */
  texts(): readonly string[] {
    const texts: string[] = [];
    this.times(() => texts.push(this.text()));
    return texts;
  }
}

function incorrect(why: string): DevFailed {
  return new DevFailed('DB_IncorrectArguments', why, 'DataBase');
}
