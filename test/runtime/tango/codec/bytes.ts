import { CdrReader, CdrWriter } from '@devgen/runtime/tango/codec';

/** Bytes from hex digits; blanks are for the eye. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(/\s+/g, '').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function written(write: (writer: CdrWriter) => void, littleEndian = true): Uint8Array {
  const writer = new CdrWriter(littleEndian, 8);
  write(writer);
  return new Uint8Array(writer.written());
}

/** What comes back when it is written and read, in one byte order. */
export function roundTrip<T>(
  write: (writer: CdrWriter) => void,
  read: (reader: CdrReader) => T,
  littleEndian: boolean,
): { readonly value: T; readonly left: number } {
  const reader = new CdrReader(written(write, littleEndian), littleEndian);
  const value = read(reader);
  return { value, left: reader.remaining };
}

/** Every beginning of the bytes must be refused, and nothing else may happen. */
export function truncations(bytes: Uint8Array, littleEndian: boolean, read: (reader: CdrReader) => unknown): string[] {
  return Array.from(bytes, (_, length) => {
    try {
      read(new CdrReader(bytes.slice(0, length), littleEndian));
      return `accepted ${length} of ${bytes.length}`;
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  });
}
