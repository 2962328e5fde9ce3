import type { CaptureOptions } from '@devgen/runtime/panda/codec';
import { describe, expect, it } from 'vitest';
import { bits, frame, joined, read, xml } from './captured.ts';

const protocol = expect.objectContaining({ code: 'PANDA.PROTOCOL' });
/** Two words that look like marks and ends. */
const TRICKY = [...Buffer.from('END 3 Ok\nBIN \n\n. ')].slice(0, 16);
const text = 'missed: 0\nprocess: Raw\nformat: Unframed\nsample_bytes: 4\nfields:\n PCAP.BITS0 uint32 Value\n\n';

const streams: readonly (readonly [
  name: string,
  options: CaptureOptions,
  stream: Uint8Array,
  bytes: readonly number[],
])[] = [
  [
    'framed, two captures',
    {},
    joined(
      'OK\n',
      xml([bits]),
      frame(...TRICKY),
      frame(),
      frame(1, 2, 3, 4),
      'END 5 Ok\n',
      xml([bits]),
      'END 0 Disarmed\n',
    ),
    [...TRICKY, 1, 2, 3, 4],
  ],
  [
    'unframed',
    { format: 'unframed', header: 'text' },
    joined('OK\n', text, [1, 2, 3, 4], TRICKY.slice(0, 4), [0x45, 9, 9, 9], 'END 3 Ok\n', text, 'END 0 Ok\n'),
    [1, 2, 3, 4, ...TRICKY.slice(0, 4), 0x45, 9, 9, 9],
  ],
  [
    'base64',
    { format: 'base64' },
    joined('OK\n', xml([bits]), ' AQID\n', ' BAUGBwg=\n', 'END 2 Ok\n', xml([bits]), 'END 0 Ok\n'),
    [1, 2, 3, 4, 5, 6, 7, 8],
  ],
  [
    'ascii',
    { format: 'ascii' },
    joined('OK\n', xml([bits]), ' 1\n 4294967295\n', 'END 2 Ok\n', xml([bits]), 'END 0 Ok\n'),
    [1, 0, 0, 0, 255, 255, 255, 255],
  ],
];

describe.each(streams)('%s', (_, options, stream, bytes) => {
  it('is read alike however it is cut', () => {
    const whole = read(options, stream);
    expect(whole.bytes).toEqual(bytes);
    expect(whole.told).toEqual(['accepted', 'began', 'samples', 'ended', 'began', 'ended']);
    for (let piece = 1; piece < stream.length; piece++) {
      const { bytes: same, told, headers, ends, reader } = read(options, stream, piece);
      expect([same, told, headers, ends]).toEqual([whole.bytes, whole.told, whole.headers, whole.ends]);
      expect(reader.hungUp()).toBe(true);
    }
  });

  it('that stops anywhere within a capture is cut in two', () => {
    const end = stream.length - 'END 0 Ok\n'.length;
    for (let length = 1; length < end; length++) {
      const { reader, ends } = read(options, stream.subarray(0, length));
      if (reader.isInside) expect(reader.hungUp()).toBe(false);
      else expect(ends.length + Number(length <= 3 + xml([bits]).length)).toBeGreaterThan(0);
    }
  });
});

describe('options', () => {
  it('without a header deliver bytes as they come', () => {
    const framed = read({ header: 'none' }, joined('OK\n', frame(1, 2, 3), 'END 1 Ok\n', frame(4), 'END 1 Ok\n'));
    expect(framed.told).toEqual(['accepted', 'began', 'samples', 'ended', 'began', 'samples', 'ended']);
    expect([framed.bytes, framed.headers]).toEqual([
      [1, 2, 3, 4],
      [undefined, undefined],
    ]);
    const ascii = read({ header: 'none', format: 'ascii' }, joined('OK\n', ' 1 2\n', 'END 1 Ok\n'));
    expect(Buffer.from(ascii.bytes).toString()).toBe(' 1 2\n');
    const bare = read({ header: 'none', format: 'unframed', status: false }, joined(TRICKY));
    expect(bare.bytes).toEqual(TRICKY);
    expect(bare.reader.hungUp()).toBe(true);
    expect(bare.ends).toEqual([undefined]);
  });

  it('without a status end with the next header, or the connection', () => {
    const { told, ends, reader } = read(
      { status: false },
      joined(xml([bits]), frame(1, 2, 3, 4), xml([bits]), frame(5, 6, 7, 8)),
    );
    expect(told).toEqual(['began', 'samples', 'ended', 'began', 'samples']);
    expect(reader.hungUp()).toBe(true);
    expect(ends).toEqual([undefined, undefined]);
  });

  it('that the box does not know are refused', () => {
    expect(read({}, joined('ERR Invalid data capture option\n')).told).toEqual(['refused Invalid data capture option']);
  });
});

describe('what makes no sense', () => {
  const ok = joined('OK\n', xml([bits]));
  it.each([
    ['a reply of unknown kind', joined('HTTP/1.1 400\n')],
    ['data without a mark', joined(ok, 'NUL \0\0\0\0')],
    ['a frame shorter than its head', joined(ok, 'BIN \x07\0\0\0')],
    ['a frame of gigabytes', joined(ok, 'BIN \xff\xff\xff\x7f'.slice(0, 4), [0xff, 0xff, 0xff, 0x7f])],
    ['a frame of no whole samples', joined(ok, frame(1, 2, 3))],
    ['an end that cannot be read', joined(ok, 'END of data\n')],
    ['a header that is none', joined('OK\n', '<html>\n\n')],
    ['a field of unknown type', joined('OK\n', xml(['name="A" type="float16" capture="Value"']))],
    ['samples longer than their fields', joined('OK\n', xml([bits], ' sample_bytes="12"'))],
    ['no field at all', joined('OK\n', xml([]))],
    ['a line that never ends', joined('OK\n', 'x'.repeat(70_000))],
    ['a header that never ends', joined('OK\n', '<field />\n'.repeat(2_000))],
  ])('is told: %s', (_, stream) => {
    expect(() => read({}, stream)).toThrow(protocol);
  });

  it.each([
    ['letters', ' 1x\n'],
    ['too many values', ' 1 2\n'],
    ['fractions of bits', ' 1.5\n'],
  ])('is told of text: %s', (_, line) => {
    expect(() => read({ format: 'ascii' }, joined(ok, line))).toThrow(protocol);
  });

  it('is told of base64', () => {
    expect(() => read({ format: 'base64' }, joined(ok, ' A*==\n'))).toThrow(protocol);
    expect(() => read({ format: 'base64' }, joined(ok, ' AQID\nEND 1 Ok\n'))).toThrow(protocol);
  });
});
