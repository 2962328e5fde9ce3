import { codecOf, arrayOf, Command, Flag, MessageStream, PvDataWriter, writeMessage } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { echo, written } from './bytes.ts';

/** As a socket brings it. */
const inChunks = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, i) => bytes.slice(i * 65_536, (i + 1) * 65_536));

describe('a large array', () => {
  const codec = codecOf(arrayOf('f64'));
  const array = Float64Array.from({ length: 300_000 }, (_, index) => index);
  const writer = new PvDataWriter();
  writeMessage(
    writer,
    Command.get,
    (payload) => {
      payload.u32(7);
      codec.write(payload, array);
    },
    'server',
  );
  const message = new Uint8Array(writer.written());

  /** Arrays read from a message that comes in pieces, again and again. */
  function arrays(rounds: number, pieces: (bytes: Uint8Array) => Uint8Array[]): Float64Array[] {
    const read: Float64Array[] = [];
    const stream = new MessageStream({
      message: (_, reader) => {
        reader.u32();
        read.push(codec.read(reader) as Float64Array);
      },
      control: () => {},
    });
    for (let round = 0; round < rounds; round++) for (const piece of pieces(message)) stream.push(piece);
    return read;
  }

  it('is a view of its message from the second one on, which is put where it is aligned', () => {
    const read = arrays(3, inChunks);
    for (const each of read) expect([each.length, each[0], each[299_999]]).toEqual([300_000, 0, 299_999]);
    expect(read.map(({ buffer, byteLength }) => buffer.byteLength > byteLength)).toEqual([false, true, true]);
    expect(new Set(read.map(({ buffer }) => buffer)).size).toBe(3);
  });

  it('is a copy where the whole message lies in a buffer that is used again', () => {
    const [read] = arrays(1, (bytes) => [bytes]);
    expect(read!.buffer.byteLength).toBe(read!.byteLength);
  });

  it('may come in segments that cut elements', () => {
    const payload = message.subarray(8);
    const cuts = [0, 1_000_003, 2_000_006, payload.length];
    const flags = [Flag.segmentFirst, Flag.segmentMiddle, Flag.segmentLast];
    const segments = (): Uint8Array[] =>
      flags.map((flag, index) => {
        const part = payload.subarray(cuts[index], cuts[index + 1]);
        const head = new DataView(new ArrayBuffer(8));
        head.setUint32(0, (0xca_02_40_0a | (flag << 8)) >>> 0);
        head.setUint32(4, part.length, true);
        return new Uint8Array(Buffer.concat([new Uint8Array(head.buffer), part]));
      });
    const [read] = arrays(1, segments);
    expect(read!.every((each, index) => each === index)).toBe(true);
  });
});

/** An echo of the payload. */
function whole(payload: Uint8Array): Uint8Array {
  return written((writer) => writeMessage(writer, Command.echo, (w) => w.raw(payload), 'server'));
}

describe('a large message', () => {
  const size = 3 * 2 ** 20 + 5;
  const large = Uint8Array.from({ length: size }, (_, index) => index * 7);
  const bytes = Buffer.concat([echo('01'), ...[large, large].map(whole), echo('02')]);

  /** As a connection does: what is read goes where the stream wants it, and else into a buffer that is reused. */
  function read(most: number): { readonly sizes: number[]; readonly direct: number; readonly alike: boolean } {
    const sizes: number[] = [];
    let alike = true;
    const stream = new MessageStream({
      message: (_, reader) => {
        const payload = reader.bytes(reader.remaining);
        sizes.push(payload.length);
        if (payload.length === size) alike &&= Buffer.compare(payload, large) === 0;
      },
      control: () => {},
    });
    const buffer = new Uint8Array(most);
    let direct = 0;
    for (let at = 0; at < bytes.length;) {
      const { room } = stream;
      const target = room ?? buffer;
      const count = Math.min(target.length, most, bytes.length - at);
      target.set(bytes.subarray(at, at + count));
      stream.push(target, count);
      if (room !== undefined) direct += count;
      at += count;
    }
    return { sizes, direct, alike };
  }

  it.each([1_000, 65_536, 2 ** 20, 2 ** 23])('is received where it belongs, in reads of up to %i bytes', (most) => {
    const { sizes, direct, alike } = read(most);
    expect(sizes).toEqual([1, size, size, 1]);
    expect(alike).toBe(true);
    // All but what came with a header, and the ends.
    if (most < size) expect(direct).toBeGreaterThan(2 * (size - 2 * 65_536 - most));
  });

  it('reserves what its sender has proved to send, and little for what a header says', () => {
    const stream = new MessageStream({ message: () => {}, control: () => {} });
    const [first, second] = [whole(large), whole(large)];
    stream.push(first.subarray(0, 8));
    expect(stream.room!.length).toBeLessThanOrEqual(2 ** 20 + 16);
    stream.push(first.subarray(8));
    stream.push(second.subarray(0, 8));
    expect(stream.room!.length).toBe(size);
  });
});
