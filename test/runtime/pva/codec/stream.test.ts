import {
  Command,
  Flag,
  MessageStream,
  type MessageStreamOptions,
  writeControl,
  writeMessage,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, codeOf, echo, hexOf, written } from './bytes.ts';

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
