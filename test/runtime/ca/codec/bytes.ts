import { CaWriter, Message, MessageStream } from '@devgen/runtime/ca/codec';

/** Bytes from hex digits; blanks are for the eye. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(/\s+/g, '').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

export function written(write: (writer: CaWriter) => void): Buffer {
  const writer = new CaWriter(8);
  write(writer);
  return Buffer.from(writer.written());
}

export function hexWritten(write: (writer: CaWriter) => void): string {
  return written(write).toString('hex');
}

/** Messages as they come out of a stream that is fed these chunks, each with what `read` makes of it. */
export function readAll<R>(chunks: readonly Uint8Array[], read: (message: Message) => R, most?: number): R[] {
  const results: R[] = [];
  const stream = new MessageStream((message) => results.push(read(message)), most);
  for (const chunk of chunks) stream.push(chunk);
  return results;
}

/** The one message that the bytes are. */
export function readOne<R>(bytes: Uint8Array, read: (message: Message) => R): R {
  const [first, ...rest] = readAll([bytes], read);
  if (first === undefined || rest.length > 0) throw new Error('not one message');
  return first;
}

export function codeOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'nothing thrown';
}
