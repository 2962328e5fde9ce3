/** Bytes of a line, its end left out; what is longer ends the connection. */
const LINE_LIMIT = 1022;

/** Cuts what arrives into lines that end with a newline; a carriage return is a part of its line. */
export class LineBuffer {
  #rest = Buffer.alloc(0);

  /** The lines that are complete; `overrun` when one is too long to be a line. */
  push(chunk: Uint8Array): { readonly lines: readonly string[]; readonly overrun: boolean } {
    this.#rest = this.#rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#rest, chunk]);
    const lines: string[] = [];
    let start = 0;
    for (let end = this.#rest.indexOf(10); end >= 0; end = this.#rest.indexOf(10, start)) {
      if (end - start > LINE_LIMIT) return { lines, overrun: true };
      lines.push(this.#rest.toString('utf8', start, end));
      start = end + 1;
    }
    this.#rest = this.#rest.subarray(start);
    return { lines, overrun: this.#rest.length > LINE_LIMIT };
  }
}
