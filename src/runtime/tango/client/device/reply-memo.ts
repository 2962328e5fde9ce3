import { createHash } from 'node:crypto';
import type { CdrReader } from '../../codec/cdr-reader.ts';
import type { Request } from './request.ts';

/** Replies remembered at a time; each takes a few ten kilobytes. */
const MOST = 2_048;

/**
 * What equal replies were decoded to. Most devices of a class describe themselves byte for byte alike: then the very
 * object that an earlier reply gave is the answer, and need not be made again.
 */
export class ReplyMemo {
  readonly #known = new Map<string, unknown>();

  /** The same request, whose result is shared with others and must not be changed. */
  sharing<R>({ decode, ...request }: Request<R>): Request<R> {
    return { ...request, decode: (reader) => this.#decode(request.operation, reader, decode) };
  }

  #decode<R>(operation: string, reader: CdrReader, decode: (reader: CdrReader) => R): R {
    const bytes = reader.window(reader.position, reader.end);
    const form = `${operation} ${reader.littleEndian} ${reader.offset % 8}`;
    const key = `${form} ${createHash('sha256').update(bytes).digest('base64url')}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known as R;
    const decoded = decode(reader);
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, decoded);
    return decoded;
  }
}
