import { isUtf8 } from 'node:buffer';

/** Text up to its first zero byte: UTF-8, or what old databases are written in where it is none. */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  const zero = bytes.indexOf(0, start);
  const stop = zero < 0 || zero > end ? end : zero;
  for (let at = start; at < stop; at++) {
    if (bytes[at]! < 0x80) continue;
    return bytes.toString(isUtf8(bytes.subarray(start, stop)) ? 'utf8' : 'latin1', start, stop);
  }
  return bytes.toString('latin1', start, stop);
}
