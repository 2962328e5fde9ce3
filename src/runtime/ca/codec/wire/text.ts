import { isUtf8 } from 'node:buffer';

/** Text up to its first zero byte: UTF-8, or what old databases are written in where it is none. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  const zero = bytes.indexOf(0, start);
  const stop = zero < 0 || zero > end ? end : zero;
  const buffer = asBuffer(bytes);
  for (let at = start; at < stop; at++) {
    if (bytes[at]! < 0x80) continue;
    return buffer.toString(isUtf8(bytes.subarray(start, stop)) ? 'utf8' : 'latin1', start, stop);
  }
  return buffer.toString('latin1', start, stop);
}

/** The same bytes with Node's methods. Declarations of the package do without Node's types, and so without its Buffer. */
function asBuffer(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
