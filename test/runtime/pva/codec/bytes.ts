import {
  type Codec,
  codecOf,
  Command,
  PvDataReader,
  PvDataWriter,
  type PvaType,
  type PvaValue,
  writeMessage,
} from '@devgen/runtime/pva/codec';

/** Bytes from hex digits; blanks are for the eye. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(/\s+/g, '').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function written(write: (writer: PvDataWriter) => void, littleEndian = true): Uint8Array {
  const writer = new PvDataWriter(littleEndian, 8);
  write(writer);
  return new Uint8Array(writer.written());
}

/** The hex of what is written in each byte order: little, big. */
export function writtenBoth(write: (writer: PvDataWriter) => void): readonly [string, string] {
  return [hexOf(written(write, true)), hexOf(written(write, false))];
}

export function readerOf(hex: string, littleEndian = true): PvDataReader {
  return new PvDataReader(bytesOf(hex), littleEndian);
}

/** What comes back when it is written and read, in one byte order; it must use up all that was written. */
export function roundTrip(type: PvaType, value: PvaValue, littleEndian: boolean): PvaValue {
  const codec: Codec = codecOf(type);
  const reader = new PvDataReader(
    written((writer) => codec.write(writer, value), littleEndian),
    littleEndian,
  );
  const back = codec.read(reader);
  if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes left over`);
  return back;
}

/** What a reading ends in when only so many of the bytes are there, for every number of them. */
export function truncations(
  bytes: Uint8Array,
  littleEndian: boolean,
  read: (reader: PvDataReader) => unknown,
): string[] {
  return Array.from(bytes, (_, length) => {
    try {
      read(new PvDataReader(bytes.slice(0, length), littleEndian));
      return `accepted ${length} of ${bytes.length}`;
    } catch (error) {
      return codeOf(error);
    }
  });
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** An echo of a server, with this payload. */
export function echo(payload: string, little = true): Uint8Array {
  return written((writer) => writeMessage(writer, Command.echo, (w) => w.raw(bytesOf(payload)), 'server'), little);
}
