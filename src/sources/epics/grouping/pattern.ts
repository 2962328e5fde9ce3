/** A PV name as it fits a pattern. */
export interface PatternMatch {
  /** What is before the member; separators at its end belong to the member. */
  readonly device: string;
  /** By the names of placeholders. */
  readonly parts: ReadonlyMap<string, string>;
}

const TOKEN = /\$\(([A-Za-z]\w*)\)|\*|#|[\s\S]/g;
const MEMBER = 'member';
const SEPARATORS = /[:.\-_]+$/;

/**
 * `BL01-MO-$(axis)-01:$(member)`: placeholders and `*` are any text, those in front as long as can be, so that the member is
 * the last word; `#` is digits.
 */
export class Pattern {
  readonly #expression: RegExp;
  readonly #names: readonly string[];

  constructor(text: string) {
    const names: string[] = [];
    const source = text.replaceAll(TOKEN, (token, name: string | undefined) => {
      if (token === '*') return '.*';
      if (token === '#') return '\\d+';
      if (name === undefined) return token.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`);
      const again = names.indexOf(name);
      if (again >= 0) return `\\${again + 1}`;
      names.push(name);
      return '(.+)';
    });
    this.#names = names;
    this.#expression = new RegExp(`^${source}$`, 'ds');
  }

  fits(pv: string): boolean {
    return this.#expression.test(pv);
  }

  /** Undefined for a PV that it does not fit. */
  match(pv: string): PatternMatch | undefined {
    const match = this.#expression.exec(pv);
    if (match === null) return undefined;
    const parts = new Map(this.#names.map((name, index) => [name, match[index + 1] ?? '']));
    const [begin = pv.length] = match.indices?.[this.#names.indexOf(MEMBER) + 1] ?? [];
    return { device: pv.slice(0, begin).replace(SEPARATORS, ''), parts };
  }
}

/** A text with what its placeholders stand for. */
export function filled(text: string, parts: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\(([A-Za-z]\w*)\)/g, (written, name: string) => parts.get(name) ?? written);
}
