import { DevgenError } from '@devgen/runtime/contract';

export interface Token {
  readonly kind: 'word' | 'text' | 'mark' | 'end';
  /** Of a text without its quotes. */
  readonly text: string;
  readonly line: number;
}

const SPACE = /(?:\s+|#[^\n]*)*/y;
const TOKEN = /"((?:[^"\\\n]|\\.)*)"|([(){},=])|((?:\$\([^)]*\)|\$\{[^}]*\}|[^\s"(){},#=])+)/y;

/** The tokens of a database or of a substitution file. */
export class Tokens {
  readonly file: string;
  readonly #text: string;
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.file = file;
  }

  next(): Token {
    this.#skip();
    const line = this.#lineAt(this.#at);
    if (this.#at >= this.#text.length) return { kind: 'end', text: '', line };
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match === null) throw this.error(line, `${JSON.stringify(this.#text[this.#at])} makes no sense here`);
    this.#at = TOKEN.lastIndex;
    const [, text, mark, word] = match;
    if (text !== undefined) return { kind: 'text', text: text.replaceAll(/\\(["\\])/g, '$1'), line };
    return mark === undefined ? { kind: 'word', text: word ?? '', line } : { kind: 'mark', text: mark, line };
  }

  peek(): Token {
    const at = this.#at;
    const token = this.next();
    this.#at = at;
    return token;
  }

  /** The mark, which must be next. */
  expect(mark: string): void {
    const { kind, text, line } = this.next();
    if (kind !== 'mark' || text !== mark) throw this.error(line, `${found(kind, text)}, expected ${mark}`);
  }

  /** A name or a text, which must be next. */
  value(what: string): Token {
    const token = this.next();
    if (token.kind !== 'word' && token.kind !== 'text')
      throw this.error(token.line, `${found(token.kind, token.text)}, expected ${what}`);
    return token;
  }

  /** Takes the mark if it is next. */
  takes(mark: string): boolean {
    const token = this.peek();
    if (token.kind !== 'mark' || token.text !== mark) return false;
    this.next();
    return true;
  }

  /** What is between here and the bracket that closes, with the brackets within it, as it is written. */
  raw(close: string): string {
    const begin = this.#at;
    for (let depth = 0; ;) {
      const { kind, text, line } = this.#loose();
      if (kind === 'end') throw this.error(line, `the end, expected ${close}`);
      if (kind !== 'mark') continue;
      if (text === close && depth === 0) return this.#text.slice(begin, this.#at - 1).trim();
      if (/[({[]/.test(text)) depth += 1;
      else if (/[)}\]]/.test(text)) depth -= 1;
    }
  }

  error(line: number, what: string): DevgenError {
    return new DevgenError(`${this.file}:${line}: ${what}`, {
      code: 'CONFIG.FILE',
      hint: `Correct ${this.file}:${line}.`,
    });
  }

  /** Also of JSON, whose texts may be in single quotes. */
  #loose(): Token {
    this.#skip();
    const line = this.#lineAt(this.#at);
    if (this.#at >= this.#text.length) return { kind: 'end', text: '', line };
    const pattern = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[(){}[\]]|[^"'(){}[\]\s]+|["']/y;
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += Math.max(1, text.length);
    return { kind: /^[(){}[\]]$/.test(text) ? 'mark' : 'word', text, line };
  }

  #skip(): void {
    SPACE.lastIndex = this.#at;
    SPACE.exec(this.#text);
    this.#at = Math.max(this.#at, SPACE.lastIndex);
  }

  #lineAt(offset: number): number {
    if (offset < this.#counted) [this.#line, this.#counted] = [1, 0];
    for (; this.#counted < offset; this.#counted++) if (this.#text[this.#counted] === '\n') this.#line += 1;
    return this.#line;
  }
}

function found(kind: Token['kind'], text: string): string {
  return kind === 'end' ? 'the end' : JSON.stringify(text);
}
