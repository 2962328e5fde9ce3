import {
  codecOf,
  arrayOf,
  Command,
  Flag,
  MessageStream,
  type MessageStreamOptions,
  PvDataWriter,
  writeControl,
  writeMessage,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, codeOf, hexOf, written } from './bytes.ts';

interface Heard {
  readonly messages: (readonly [command: number, payload: string, littleEndian: boolean])[];
  readonly controls: (readonly [command: number, data: number])[];
  readonly stream: MessageStream;
}

function listen(options: MessageStreamOptions = {}): Heard {
  const messages: [number, string, boolean][] = [];
  const controls: [number, number][] = [];
  const stream = new MessageStream(
    {
      message: (command, reader) =>
        void messages.push([command, hexOf(reader.bytes(reader.remaining)), reader.littleEndian]),
      control: (command, data) => void controls.push([command, data]),
    },
    options,
  );
  return { messages, controls, stream };
}

/** What a stream makes of bytes: its messages, or the code of its error. */
function outcome(hex: string, options: MessageStreamOptions = {}): unknown {
  const heard = listen(options);
  try {
    heard.stream.push(bytesOf(hex));
    return heard.messages.map(([command, payload]) => [command, payload]);
  } catch (error) {
    return codeOf(error);
  }
}

const echo = (payload: string, little = true): Uint8Array =>
  written((writer) => writeMessage(writer, Command.echo, (w) => w.raw(bytesOf(payload)), 'server'), little);

/** A segment of an echo. */
function segment(flag: number, payload: string): string {
  return `ca02${(flag | Flag.fromServer).toString(16)}02 ${(payload.length / 2).toString(16).padStart(2, '0')}000000 ${payload}`;
}

describe('a header', () => {
  it('has magic, version, flags, command and size, in its own byte order', () => {
    expect(hexOf(echo('0102'))).toBe('ca024002020000000102');
    expect(hexOf(echo('0102', false))).toBe('ca02c002000000020102');
    const control = written((writer) => writeControl(writer, 2, 7, 'server'));
    expect(hexOf(control)).toBe('ca02410207000000');
    const client = written((writer) => writeMessage(writer, Command.get));
    expect(hexOf(client)).toBe('ca02000a00000000');
  });

  it.each([
    ['another magic', 'cb02400200000000'],
    ['version 0', 'ca00400200000000'],
    ['the direction of a client', 'ca02000200000000'],
    ['a size beyond the limit', 'ca024002ffffff7f'],
    ['segments: a middle one first', segment(Flag.segmentMiddle, '01')],
    ['segments: a last one first', segment(Flag.segmentLast, '01')],
    ['segments: another message between', segment(Flag.segmentFirst, '01') + segment(0, '02')],
    ['segments: another first one between', segment(Flag.segmentFirst, '01') + segment(Flag.segmentFirst, '02')],
    [
      'segments: of another command',
      segment(Flag.segmentFirst, '01') + segment(Flag.segmentLast, '02').replace('6002', '6003'),
    ],
  ])('with %s is refused', (_, hex) => expect(outcome(hex)).toBe('PVA.PROTOCOL'));

  it('of any later version is taken', () => {
    expect(outcome('ca034002 01000000 07')).toEqual([[2, '07']]);
    expect(outcome('caff4002 01000000 07')).toEqual([[2, '07']]);
  });

  it('of a client is taken by a server, and not that of a server', () => {
    expect(outcome('ca02000201000000 07', { from: 'client' })).toEqual([[2, '07']]);
    expect(outcome('ca02400201000000 07', { from: 'client' })).toBe('PVA.PROTOCOL');
  });
});

describe('a stream', () => {
  const chunks = [
    echo('0102'),
    written((writer) => writeControl(writer, 3, 9, 'server')),
    echo('', false),
    bytesOf(segment(Flag.segmentFirst, '0a0b')),
    written((writer) => writeControl(writer, 4, 1, 'server')),
    bytesOf(segment(Flag.segmentMiddle, '0c')),
    bytesOf(segment(Flag.segmentLast, '')),
    echo('0304050607', false),
  ];
  const bytes = new Uint8Array(Buffer.concat(chunks));
  const messages = [
    [2, '0102', true],
    [2, '', false],
    [2, '0a0b0c', true],
    [2, '0304050607', false],
  ];
  const controls = [
    [3, 9],
    [4, 1],
  ];

  it('may be cut anywhere', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const heard = listen();
      heard.stream.push(bytes.subarray(0, cut));
      heard.stream.push(bytes.subarray(cut));
      expect([heard.messages, heard.controls]).toEqual([messages, controls]);
    }
  });

  it('may come byte by byte, in a buffer that is used again', () => {
    const heard = listen();
    const buffer = new Uint8Array(1);
    for (const byte of bytes) {
      buffer[0] = byte;
      heard.stream.push(buffer, 1);
    }
    expect([heard.messages, heard.controls]).toEqual([messages, controls]);
  });

  it('ends when it is stopped, in the middle of what has arrived', () => {
    const seen: number[] = [];
    const stream: MessageStream = new MessageStream({
      message: (command) => {
        seen.push(command);
        stream.stop();
      },
      control: () => {},
    });
    stream.push(bytes);
    expect(seen).toEqual([Command.echo]);
  });

  it('reserves no memory for what a header promises', () => {
    const heard = listen();
    const before = process.memoryUsage().arrayBuffers;
    heard.stream.push(bytesOf('ca024002 ffffff0f 00'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 2 ** 20);
  });

  it('limits the segments of a message together', () => {
    const first = segment(Flag.segmentFirst, '00'.repeat(60));
    expect(outcome(first + segment(Flag.segmentLast, '00'.repeat(40)), { maxMessage: 100 })).toHaveLength(1);
    expect(outcome(first + segment(Flag.segmentLast, '00'.repeat(41)), { maxMessage: 100 })).toBe('PVA.PROTOCOL');
  });
});

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
