import { protocolError } from '../protocol-error.ts';
import type { CaptureHeader } from './capture-header.ts';
import { parseHeader } from './header-text.ts';

const MOST_LINES = 1_000;

/** The lines of a header until the empty one that ends it. */
export class HeaderLines {
  #lines: string[] = [];

  /** Whether a header has begun. */
  get isInside(): boolean {
    return this.#lines.length > 0;
  }

  /** The header that the line ends, if it ends one. Throws PANDA.PROTOCOL. */
  push(line: string): CaptureHeader | undefined {
    if (line !== '') {
      if (this.#lines.push(line) > MOST_LINES) throw protocolError(`a header of more than ${MOST_LINES} lines`);
      return undefined;
    }
    const header = parseHeader(this.#lines);
    if (header.sampleBytes <= 0) throw protocolError('samples without a field');
    this.#lines = [];
    return header;
  }
}
