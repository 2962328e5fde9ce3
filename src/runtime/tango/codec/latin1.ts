import { DevgenError } from '../../core/contract/errors.ts';

/** Tango's strings are ISO 8859-1. `TextDecoder('latin1')` is not: it means windows-1252. */

const CACHE_SIZE = 1024;
const CACHED_LENGTH = 40;
const BLOCK = 8192;

// The same names come in every reply: looking them up costs less than making them again.
const cache: string[] = Array.from({ length: CACHE_SIZE }, () => '');
const ascii = new TextDecoder();

function plain(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let from = start; from < end; from += BLOCK) {
    text += String.fromCharCode(...bytes.subarray(from, Math.min(end, from + BLOCK)));
  }
  return text;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 0x7f) return false;
  return true;
}

function equals(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = start; i < end; i++) if (text.charCodeAt(i - start) !== bytes[i]) return false;
  return true;
}

/** The text of `bytes[start..end)`. */
export function decodeLatin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > CACHED_LENGTH) {
    return isAscii(bytes, start, end) ? ascii.decode(bytes.subarray(start, end)) : plain(bytes, start, end);
  }
  if (start === end) return '';
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
  const place = (hash ^ (hash >>> 11)) & (CACHE_SIZE - 1);
  const known = cache[place]!;
  if (equals(known, bytes, start, end)) return known;
  const text = plain(bytes, start, end);
  cache[place] = text;
  return text;
}

/** Writes `text` at `start`; the caller has made room for `text.length` bytes. */
export function encodeLatin1(text: string, bytes: Uint8Array, start: number): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff || code === 0) throw unprintable(text, i);
    bytes[start + i] = code;
  }
}

function unprintable(text: string, at: number): DevgenError {
  const point = text.codePointAt(at) ?? 0;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return new DevgenError(`Tango strings hold U+0001 to U+00FF (ISO 8859-1); ${name} at position ${at} cannot be sent`, {
    code: 'VALUE.TYPE',
    expected: 'U+0001 to U+00FF',
    actual: name,
    hint: 'Replace the character, or send the bytes as DevEncoded.',
  });
}
