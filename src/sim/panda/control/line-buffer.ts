/** Bytes of a line, its end left out; what is longer ends the connection. */
const LINE_LIMIT = 1022;

/** Cuts what arrives into lines that end with a newline; a carriage return is a part of its line. */
export class LineBuffer {
  #rest = Buffer.alloc(0);

  /** The lines that are complete; `overrun` when one is too long to be a line. */
  push(chunk: Uint8Array): { readonly lines: readonly string[]; readonly overrun: boolean } {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let start = 0;
    let isTooLong = false;
    for (let end = bytes.indexOf(10); end >= 0 && !isTooLong; end = bytes.indexOf(10, start)) {
      isTooLong = end - start > LINE_LIMIT;
      if (!isTooLong) start = end + 1;
    }
    // One text for all of them: most packets bring as many lines as a client's window.
    const lines = start === 0 ? [] : bytes.toString('utf8', 0, start - 1).split('\n');
    this.#rest = bytes.subarray(start);
    return { lines, overrun: isTooLong || this.#rest.length > LINE_LIMIT };
  }
}
