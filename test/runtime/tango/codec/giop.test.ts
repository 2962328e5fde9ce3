import {
  CdrReader,
  CdrWriter,
  GiopStream,
  type GiopStreamOptions,
  MessageType,
  readLocateRequest,
  readReplyHeader,
  readRequestHeader,
  readSystemException,
  writeCloseConnection,
  writeLocateReply,
  writeLocateRequest,
  writeMessageError,
  writeReply,
  writeRequest,
  writeSystemException,
} from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { bytesOf, hexOf, truncations, written } from './bytes.ts';

const key = new TextEncoder().encode('database');

/** What a stream makes of chunks: type, and the string that is the body of replies. */
function received(chunks: readonly Uint8Array[], options?: GiopStreamOptions): unknown[] {
  const out: unknown[] = [];
  const stream = new GiopStream((type, minor, reader) => {
    if (type !== MessageType.reply) out.push([type]);
    else out.push([type, readReplyHeader(reader, minor).id, reader.string()]);
  }, options);
  for (const chunk of chunks) stream.push(chunk);
  return out;
}

const reply = (id: number, text: string): Uint8Array =>
  written((writer) => writeReply(writer, id, 0, (w) => w.string(text)));

function header(type: number, flags: number, size: number, minor = 2): Uint8Array {
  const writer = new CdrWriter((flags & 1) === 1);
  for (const octet of [0x47, 0x49, 0x4f, 0x50, 1, minor, flags, type]) writer.octet(octet);
  writer.u32(size);
  return new Uint8Array(writer.written());
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The message in pieces of `size` bytes, as an ORB sends them. */
function fragments(message: Uint8Array, size: number): Uint8Array[] {
  const [body, id] = [message.subarray(12), message.subarray(12, 16)];
  const first = joined([header(message[7]!, 3, size), body.subarray(0, size)]);
  const out = [first];
  for (let at = size; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    out.push(joined([header(MessageType.fragment, at + size < body.length ? 3 : 1, piece.length + 4), id, piece]));
  }
  return out;
}

const readLocate = (reader: CdrReader): unknown => readLocateRequest(reader, 2);

describe('GIOP messages', () => {
  it('are those of the specification', () => {
    expect(hexOf(written((writer) => writeRequest(writer, 6, key, 'ping', undefined)))).toBe(
      '47494f5001020100280000000600000003000000000000000800000064617461626173650500000070696e670000000000000000',
    );
    expect(hexOf(written((writer) => writeReply(writer, 6, 0)))).toBe(
      '47494f50010201010c000000060000000000000000000000',
    );
    expect(hexOf(written((writer) => writeReply(writer, 6, 0), false))).toBe(
      '47494f50010200010000000c000000060000000000000000',
    );
    expect(hexOf(written(writeCloseConnection))).toBe('47494f500102010500000000');
    expect(hexOf(written(writeMessageError))).toBe('47494f500102010600000000');
  });

  it('begin their body at a multiple of 8, counted from the message', () => {
    const bytes = written((writer) => {
      writer.octet(1);
      writeRequest(writer, 1, key, 'op', (w) => w.octet(0xee));
    });
    expect((bytes.indexOf(0xee) - 1) % 8).toBe(0);
    const empty = written((writer) => writeRequest(writer, 1, key, 'op', () => {}));
    expect(empty).toEqual(written((writer) => writeRequest(writer, 1, key, 'op', undefined)));
  });

  it.each([true, false])('carry requests (little-endian %s)', (littleEndian) => {
    const bytes = written((writer) => writeRequest(writer, 9, key, 'command_inout_4', (w) => w.f64(2.5)), littleEndian);
    const reader = new CdrReader(bytes, littleEndian, 12);
    expect(readRequestHeader(reader, 2)).toEqual({ id: 9, responseExpected: true, key, operation: 'command_inout_4' });
    expect(reader.f64()).toBe(2.5);
  });

  it('are read in GIOP 1.0 and 1.1 too', () => {
    // no contexts, id 5, response expected, key of 2, operation "op", no principal, a long
    const request = bytesOf('00000000 05000000 01000000 02000000 abcd 0000 03000000 6f7000 00 00000000 2a000000');
    const reader = new CdrReader(request, true, 0, 4);
    expect(readRequestHeader(reader, 0)).toMatchObject({ id: 5, responseExpected: true, operation: 'op' });
    expect(reader.i32()).toBe(42);
    const old = new CdrReader(bytesOf('01000000 11000000 02000000 0a0b 0000 07000000 00000000 2a000000'), true);
    expect([readReplyHeader(old, 0), old.i32()]).toEqual([{ id: 7, status: 0 }, 42]);
  });

  it.each([0, 1])('answer a request of GIOP 1.%i in its own version, without alignment of the body', (minor) => {
    const bytes = written((writer) => writeReply(writer, 7, 0, (w) => w.i32(42), minor));
    expect(hexOf(bytes)).toBe(`47494f50010${minor}0101100000000000000007000000000000002a000000`);
    const reader = new CdrReader(bytes, true, 12);
    expect([readReplyHeader(reader, minor), reader.i32()]).toEqual([{ id: 7, status: 0 }, 42]);
    const located = written((writer) => writeLocateReply(writer, 7, 'OBJECT_HERE', minor));
    expect(hexOf(located)).toBe(`47494f50010${minor}0104080000000700000001000000`);
  });

  it.each([true, false])('ask where an object is (little-endian %s)', (littleEndian) => {
    const bytes = written((writer) => writeLocateRequest(writer, 9, key), littleEndian);
    expect(readLocate(new CdrReader(bytes, littleEndian, 12))).toEqual({ id: 9, key });
    const body = new Uint8Array(bytes.subarray(12));
    expect(new Set(truncations(body, littleEndian, readLocate))).toEqual(new Set(['TANGO.PROTOCOL']));
    const old = new CdrReader(bytesOf('09000000 02000000 abcd'), true);
    expect(readLocateRequest(old, 1)).toEqual({ id: 9, key: bytesOf('abcd') });
    expect(() => readLocateRequest(new CdrReader(bytesOf('09000000 0200 0000'), true), 2)).toThrow(/mode 2/);
  });

  it('carry system exceptions', () => {
    const body = { exception: 'OBJECT_NOT_EXIST', minor: 0x4f4d0001, completed: 'NO' } as const;
    const bytes = written((writer) => writeSystemException(writer, body));
    expect(readSystemException(new CdrReader(bytes, true))).toEqual(body);
    expect(new Set(truncations(bytes, true, readSystemException))).toEqual(new Set(['TANGO.PROTOCOL']));
  });
});

describe('a GIOP stream', () => {
  const messages = [reply(1, 'one'), written(writeCloseConnection), reply(2, 'x'.repeat(500)), reply(3, '')];
  const expected = [[1, 1, 'one'], [5], [1, 2, 'x'.repeat(500)], [1, 3, '']];

  it('is cut into messages, wherever the chunks end', () => {
    const all = joined(messages);
    for (const size of [1, 2, 3, 5, 7, 11, 12, 13, 16, 17, 64, 100, all.length]) {
      const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
        all.slice(i * size, (i + 1) * size),
      );
      expect(received(chunks), `chunks of ${size}`).toEqual(expected);
    }
  });

  it('reads no more of a chunk than it is told', () => {
    const out: number[] = [];
    const stream = new GiopStream((type) => out.push(type));
    const chunk = joined([written(writeCloseConnection), bytesOf('de ad be ef')]);
    stream.push(chunk, 12);
    stream.push(chunk, 12);
    expect(out).toEqual([5, 5]);
  });

  it('puts fragments together, of several messages at a time and in any chunks', () => {
    const [a, b] = [reply(11, 'a'.repeat(900)), reply(12, 'b'.repeat(700))];
    const [inA, inB] = [fragments(a, 64), fragments(b, 128)];
    const mixed = Array.from({ length: Math.max(inA.length, inB.length) }, (_, i) => [inA[i], inB[i]])
      .flat()
      .filter((piece) => piece !== undefined);
    const all = joined([...mixed.slice(0, 3), reply(13, 'between'), ...mixed.slice(3)]);
    for (const size of [1, 15, 16, 17, 200, all.length]) {
      const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
        all.slice(i * size, (i + 1) * size),
      );
      const got = received(chunks) as (readonly unknown[])[];
      expect(got[0]).toEqual([1, 13, 'between']);
      expect(new Map(got.slice(1).map(([, id, text]) => [id, text]))).toEqual(
        new Map([
          [11, 'a'.repeat(900)],
          [12, 'b'.repeat(700)],
        ]),
      );
    }
  });

  it('keeps the alignment of arrays across fragments', () => {
    const values = Float64Array.from({ length: 500 }, (_, i) => i);
    const message = written((writer) =>
      writeReply(writer, 1, 0, (w) => {
        w.u32(values.length);
        w.array(values);
      }),
    );
    let array: Float64Array | undefined;
    const stream = new GiopStream((_, minor, reader) => {
      readReplyHeader(reader, minor);
      array = reader.f64Array(reader.length(8));
    });
    for (const piece of fragments(message, 1024)) stream.push(piece);
    expect(array).toEqual(values);
  });

  it('drops fragments that nobody waits for', () => {
    const chunks = [...fragments(reply(7, 'z'.repeat(300)), 64), reply(8, 'kept')];
    expect(received(chunks, { wanted: (id) => id !== 7 })).toEqual([[1, 8, 'kept']]);
    expect(received([fragments(reply(7, 'z'.repeat(300)), 64)[1]!, reply(8, 'kept')])).toEqual([[1, 8, 'kept']]);
  });

  it.each([
    ['other protocols', bytesOf('485454502f312e31203430302042616420526571756573740d0a')],
    ['GIOP 2', joined([bytesOf('47494f50 02000100 00000000')])],
    ['a message larger than allowed', header(1, 1, 300 * 2 ** 20)],
    ['a fragment of GIOP 1.1, which has no request id', joined([header(1, 3, 8, 1), new Uint8Array(8)])],
    ['a fragment too short for its request id', joined([header(7, 1, 2), new Uint8Array(2)])],
    ['two fragmented messages for one request', joined([0, 1].map(() => fragments(reply(7, 'z'.repeat(300)), 64)[0]!))],
  ])('refuses %s', (_, bytes) => {
    expect(() => received([bytes])).toThrow(expect.objectContaining({ code: 'TANGO.PROTOCOL' }));
  });

  it('limits the sum of unfinished messages', () => {
    const options = { maxMessage: 1000 };
    const starts = [1, 2, 3, 4].map((id) => fragments(reply(id, 'z'.repeat(900)), 400)[0]!);
    expect(() => received(starts, options)).toThrow(/more than 1000 bytes/);
  });

  it('reserves little for a size that is only announced', () => {
    const before = process.memoryUsage().arrayBuffers;
    const streams = Array.from({ length: 8 }, () => {
      const stream = new GiopStream(() => {});
      stream.push(header(1, 1, 255 * 2 ** 20));
      return stream;
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThanOrEqual(8 * 2 * 2 ** 20);
    expect(streams).toHaveLength(8);
  });

  it('says nothing after it was stopped, not even of the same chunk', () => {
    const out: number[] = [];
    const stream = new GiopStream((type) => {
      out.push(type);
      stream.stop();
    });
    stream.push(joined(messages));
    stream.push(messages[0]!);
    expect(out).toEqual([1]);
  });

  it('carries locate messages', () => {
    const bytes = joined([
      written((writer) => writeLocateRequest(writer, 3, key)),
      written((writer) => writeLocateReply(writer, 3, 'OBJECT_HERE')),
    ]);
    expect(received([bytes])).toEqual([[MessageType.locateRequest], [MessageType.locateReply]]);
  });
});
