import { protocolError } from '../protocol-error.ts';

/** What the server answers to one command. */
export type Reply =
  | { readonly kind: 'ok' }
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'error'; readonly message: string };

const OK: Reply = { kind: 'ok' };

/** Lines to replies: `OK`, `OK =value`, `ERR message`, or `!line` … `.`, one reply a command, in order. */
export class ReplyReader {
  #lines: string[] | undefined;

  /** Whether a reply of several lines has begun. */
  get isInside(): boolean {
    return this.#lines !== undefined;
  }

  /** The reply that the line ends, if it ends one. Throws PANDA.PROTOCOL for a line of no known form. */
  push(line: string): Reply | undefined {
    if (line.startsWith('!')) {
      (this.#lines ??= []).push(line.slice(1));
      return undefined;
    }
    if (line === '.') {
      const lines = this.#lines ?? [];
      this.#lines = undefined;
      return { kind: 'lines', lines };
    }
    if (this.#lines !== undefined) throw protocolError('a list that another reply interrupts', shown(line));
    if (line === 'OK') return OK;
    if (line.startsWith('OK =')) return { kind: 'value', value: line.slice(4) };
    if (line.startsWith('ERR ')) return { kind: 'error', message: line.slice(4) };
    throw protocolError('a reply of unknown kind', shown(line));
  }
}

function shown(line: string): string {
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
