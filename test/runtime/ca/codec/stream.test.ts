import {
  Command,
  dbrType,
  type Message,
  MessageStream,
  readDbr,
  readServerError,
  Status,
  statusText,
  writeChannelCreated,
  writeDbr,
  writeEcho,
  writeServerError,
} from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, codeOf, readAll, readOne, written } from './bytes.ts';

const double = (value: number | Float64Array) =>
  written((w) => writeDbr(w, { command: Command.readNotify, type: dbrType('double'), p1: 1, p2: 7 }, { value }));

/** What a message is, without its bytes. */
function shown({ command, type, count, p1, p2, length }: Message): unknown {
  return { command, type, count, p1, p2, length };
}

const SEVERAL = Buffer.concat([
  written(writeEcho),
  double(1.5),
  written((w) => writeChannelCreated(w, { cid: 1, sid: 2, type: 6, count: 100_000 })),
  double(Float64Array.from({ length: 9000 }, (_, i) => i)),
  written(writeEcho),
]);

describe('a stream of messages', () => {
  const whole = readAll([SEVERAL], shown);

  it('is cut into them', () => {
    expect(whole.map((message) => (message as { command: number }).command)).toEqual([23, 15, 18, 15, 23]);
    expect(whole[3]).toMatchObject({ count: 9000, length: 72_000 });
  });

  it('is the same wherever its chunks end', () => {
    for (let at = 0; at <= SEVERAL.length; at += at < 120 ? 1 : 997) {
      expect(readAll([SEVERAL.subarray(0, at), SEVERAL.subarray(at)], shown)).toEqual(whole);
    }
    const bytes = Array.from(SEVERAL, (_, at) => SEVERAL.subarray(at, at + 1));
    expect(readAll(bytes, shown)).toEqual(whole);
  });

  it('ends when it is told to', () => {
    const seen: number[] = [];
    const stream = new MessageStream(({ command }) => {
      seen.push(command);
      stream.stop();
    });
    stream.push(SEVERAL);
    expect(seen).toEqual([23]);
  });

  it('refuses what is no command, and what is too large', () => {
    expect(codeOf(() => readAll([bytesOf('47455420 2f204854 54502f31 2e310d0a')], shown))).toBe('CA.PROTOCOL');
    expect(codeOf(() => readAll([SEVERAL], shown, 71_999))).toBe('CA.PROTOCOL');
    expect(readAll([SEVERAL], shown, 72_000)).toHaveLength(5);
  });

  it('reserves little for a size that is only said', () => {
    const before = process.memoryUsage().arrayBuffers;
    const streams = Array.from({ length: 100 }, () => {
      const stream = new MessageStream(() => {});
      stream.push(bytesOf('000fffff 0006 0000 00000001 00000007 0fffffff 01ffffff'));
      return stream;
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(110 * 2 ** 20);
    // Until here they are held.
    expect(streams).toHaveLength(100);
  });
});

describe('an array', () => {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => i / 3);
  const bytes = double(values);

  it('that lies in the bytes of a connection is copied out of them', () => {
    const chunk = Buffer.from(bytes);
    const { value } = readOne(chunk, (message) => readDbr(message, true));
    chunk.fill(0);
    expect(value).toEqual(values);
  });

  it('that was put together is not copied again', () => {
    const [value] = readAll([bytes.subarray(0, 1000), bytes.subarray(1000)], (message) => ({
      data: readDbr(message, true).value as Float64Array,
      buffer: message.bytes.buffer,
    }));
    expect(value!.data).toEqual(values);
    expect(value!.data.buffer).toBe(value!.buffer);
  });

  it('that is large is received where it belongs', () => {
    const received: unknown[] = [];
    const rooms: number[] = [];
    const stream = new MessageStream((message) => {
      const { value } = readDbr(message, true);
      received.push(value);
      expect((value as Float64Array).buffer).toBe(message.bytes.buffer);
    });
    for (let round = 0; round < 2; round++) {
      expect(stream.room).toBeUndefined();
      stream.push(bytes.subarray(0, 1000));
      for (let at = 1000; at < bytes.length;) {
        const room = stream.room;
        // Of the rest, which is small, there is none.
        const count = Math.min(room?.length ?? 5000, 50_000, bytes.length - at);
        const chunk = room ?? new Uint8Array(count);
        rooms.push(room?.length ?? 0);
        chunk.set(bytes.subarray(at, at + count));
        stream.push(chunk, count);
        at += count;
      }
    }
    expect(received).toEqual([values, values]);
    expect(rooms.filter((length) => length > 0).length).toBeGreaterThan(20);
  });

  it('of no element is one', () => {
    const empty = bytesOf('000f0000 0006 0000 00000001 00000007');
    expect(readOne(empty, (message) => readDbr(message, true).value)).toEqual(new Float64Array(0));
    expect(codeOf(() => readOne(empty, (message) => readDbr(message, false)))).toBe('CA.PROTOCOL');
  });

  it('that claims more elements than there are bytes is refused', () => {
    const short = Buffer.from(double(Float64Array.of(1, 2)));
    short.writeUInt16BE(3, 6);
    expect(codeOf(() => readOne(short, (message) => readDbr(message, true)))).toBe('CA.PROTOCOL');
  });
});

/** What is read of a text that comes as these bytes. */
function textOf(hex: string): unknown {
  const payload = bytesOf(hex);
  const head = Buffer.from(bytesOf('000f0000 0000 0001 00000001 00000007'));
  head.writeUInt16BE(payload.length, 2);
  return readOne(Buffer.concat([head, payload]), (message) => readDbr(message, false).value);
}

describe('a text', () => {
  it('ends at its zero byte, or where the server cut it', () => {
    expect(textOf('6162630064000000')).toBe('abc');
    expect(textOf('6162636465666768')).toBe('abcdefgh');
    expect(textOf('00'.repeat(40))).toBe('');
  });

  it('is UTF-8, or else of the old kind', () => {
    expect(textOf('c2b56d0000000000')).toBe('µm');
    expect(textOf('b56d000000000000')).toBe('µm');
  });
});

describe('the error of a server', () => {
  it('comes with the header of what it is about', () => {
    const error = {
      cid: 5,
      status: Status.noWriteAccess,
      request: { command: Command.write, p1: 9, p2: 5 },
      text: 'no way',
    };
    expect(
      readOne(
        written((w) => writeServerError(w, error)),
        readServerError,
      ),
    ).toEqual(error);
    expect(statusText(error.status)).toContain('ECA_NOWTACCESS');
    expect(statusText(4711)).toBe('status 4711');
  });

  it('is refused where it is cut', () => {
    const cut = bytesOf('000b0008 0000 0000 00000005 00000178 0004000000060001');
    expect(codeOf(() => readOne(cut, readServerError))).toBe('CA.PROTOCOL');
  });
});
