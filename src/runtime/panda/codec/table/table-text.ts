import { protocolError } from '../protocol-error.ts';

/** Base64 characters in a line: a multiple of four, each line whole words, and below the server's longest line. */
const LINE = 1008;
const LINE_BYTES = (LINE / 4) * 3;
const WORD = 4;
/** Every word of ten digits and a space stays below the longest line. */
const NUMBERS_A_LINE = 92;

/** Words as lines of base64, little-endian. */
export function wordsToBase64(words: Uint32Array): readonly string[] {
  const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += LINE_BYTES)
    lines.push(bytes.toString('base64', start, start + LINE_BYTES));
  return lines;
}

/** Words as lines of decimal numbers. */
export function wordsToAscii(words: Uint32Array): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start < words.length; start += NUMBERS_A_LINE)
    lines.push(words.subarray(start, start + NUMBERS_A_LINE).join(' '));
  return lines;
}

/** Lines of base64, each decoded by itself as it may be padded. Throws PANDA.PROTOCOL. */
export function wordsFromBase64(lines: readonly string[]): Uint32Array {
  const length = lines.reduce((sum, line) => sum + decodedLength(line), 0);
  if (length % WORD !== 0) throw protocolError(`a table of ${length} bytes, which are no whole words`);
  const words = new Uint32Array(length / WORD);
  const bytes = Buffer.from(words.buffer);
  let at = 0;
  for (const line of lines) {
    const expected = decodedLength(line);
    if (bytes.write(line, at, 'base64') !== expected)
      throw protocolError('a line that is no base64', line.slice(0, 80));
    at += expected;
  }
  return words;
}

/** One or more numbers a line. Throws PANDA.PROTOCOL. */
export function wordsFromAscii(lines: readonly string[]): Uint32Array {
  const numbers = lines.flatMap((line) => line.split(' ').filter((text) => text !== ''));
  return Uint32Array.from(numbers, (text) => {
    if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffff_ffff) throw protocolError('a table word that is none', text);
    return Number(text);
  });
}

function decodedLength(line: string): number {
  if (line.length % 4 !== 0) throw protocolError('a line that is no base64', line.slice(0, 80));
  const padding = line.endsWith('==') ? 2 : line.endsWith('=') ? 1 : 0;
  return (line.length / 4) * 3 - padding;
}
