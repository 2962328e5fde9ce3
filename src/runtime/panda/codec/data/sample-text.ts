import { protocolError } from '../protocol-error.ts';
import { type CaptureHeader, type FieldType, sizeOf } from './capture-header.ts';

/** Lines of samples in decimal, as the bytes that a binary format would have sent. Throws PANDA.PROTOCOL. */
export function samplesFromAscii({ fields, sampleBytes }: CaptureHeader, lines: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(lines.length * sampleBytes);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const line of lines) {
    const texts = line.trim().split(' ');
    if (texts.length !== fields.length) throw protocolError(`a sample of ${texts.length} values`, line.slice(0, 80));
    for (const [index, { type }] of fields.entries()) {
      write(view, at, type, texts[index] ?? '');
      at += sizeOf(type);
    }
  }
  return bytes;
}

function write(view: DataView, at: number, type: FieldType, text: string): void {
  if (type === 'double') return view.setFloat64(at, numberOf(text), true);
  if (!/^-?\d{1,30}$/.test(text)) throw protocolError('a sample that is no whole number', text.slice(0, 80));
  if (type === 'int32' || type === 'uint32') return view.setUint32(at, Number(BigInt.asUintN(32, BigInt(text))), true);
  const value = BigInt(text);
  view.setBigUint64(at, BigInt.asUintN(64, value), true);
  if (type === 'int96') view.setInt32(at + 8, Number(BigInt.asIntN(32, value >> 64n)), true);
}

/** As C prints a double. */
function numberOf(text: string): number {
  if (/^-?nan$/i.test(text)) return NaN;
  if (/^-?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (!/^[-+]?[\d.]+(?:e[-+]?\d{1,4})?$/i.test(text) || Number.isNaN(Number(text)))
    throw protocolError('a sample that is no number', text.slice(0, 80));
  return Number(text);
}

/** A line of base64, behind its space, as bytes. Throws PANDA.PROTOCOL. */
export function bytesFromBase64(line: string): Uint8Array {
  const text = line.trim();
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw protocolError('a line that is no base64', text.slice(0, 80));
  return Buffer.from(text, 'base64');
}
