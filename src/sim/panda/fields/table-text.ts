import { Refusal, require } from '../text/refusal.ts';
import { Scanner } from '../text/scanner.ts';

/** Bytes of a table in a line of base64: 64 characters. */
const LINE_BYTES = 48;

const BASE64 = /^([A-Za-z0-9+/]*)(={0,2})$/;

/** Words of a line of numbers. */
export function wordsOfText(line: string, room: number): readonly number[] {
  const scanner = new Scanner(line);
  const words: number[] = [];
  for (scanner.blanks(); !scanner.atEnd; scanner.blanks()) {
    require(words.length < room, 'Too many points for table');
    words.push(scanner.uint32());
  }
  return words;
}

/** Words of a line of base64, whose padding may be left out. */
export function wordsOfBase64(line: string, room: number): Uint32Array {
  const [, text, padding] = BASE64.exec(line) ?? [];
  if (text === undefined || padding === undefined) throw new Refusal('Malformed base64 string');
  const isPadded = padding === '' || (text.length + padding.length) % 4 === 0;
  require(isPadded && text.length % 4 !== 1, 'Malformed base64 string');
  const bytes = Buffer.from(text, 'base64');
  require(bytes.length <= room * 4, 'Input string too long for output buffer');
  require(bytes.length % 4 === 0, 'Invalid data length');
  const words = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < words.length; i++) words[i] = bytes.readUInt32LE(4 * i);
  return words;
}

export function base64Lines(words: Uint32Array): readonly string[] {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, i) => bytes.writeUInt32LE(word, 4 * i));
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += LINE_BYTES) lines.push(bytes.toString('base64', at, at + LINE_BYTES));
  return lines;
}
