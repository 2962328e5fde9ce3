import { CdrReader, CdrWriter } from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { bytesOf, hexOf, truncations, written } from './bytes.ts';

const write = (writer: CdrWriter): void => {
  writer.octet(0xab);
  writer.i16(-2);
  writer.bool(true);
  writer.u32(0xdeadbeef);
  writer.i64(-2n);
  writer.f32(1.5);
  writer.f64(-42.5);
  writer.string('caf\u00e9');
  writer.u16(0xfffe);
  writer.u64(2n ** 64n - 1n);
  writer.strings(['', 'a']);
};

const read = (reader: CdrReader): unknown[] => [
  reader.octet(),
  reader.i16(),
  reader.bool(),
  reader.u32(),
  reader.i64(),
  reader.f32(),
  reader.f64(),
  reader.string(),
  reader.u16(),
  reader.u64(),
  reader.strings(),
];

const little = `ab00 feff 01000000 efbeadde 00000000 feffffffffffffff 0000c03f 00000000 00000000004045c0
  05000000 636166e900 00 feff 00000000 ffffffffffffffff 02000000 01000000 00 000000 02000000 6100`;
const big = `ab00 fffe 01000000 deadbeef 00000000 fffffffffffffffe 3fc00000 00000000 c045400000000000
  00000005 636166e900 00 fffe 00000000 ffffffffffffffff 00000002 00000001 00 000000 00000002 6100`;
const values = [0xab, -2, true, 0xdeadbeef, -2n, 1.5, -42.5, 'café', 0xfffe, 2n ** 64n - 1n, ['', 'a']];

describe.each([
  ['little-endian', true, little],
  ['big-endian', false, big],
] as const)('CDR, %s', (_, littleEndian, golden) => {
  it('writes each primitive aligned to its own size', () => {
    const clean = golden.replaceAll(/\s+/g, '');
    expect(hexOf(written(write, littleEndian))).toBe(clean);
  });

  it('reads it back', () => {
    const reader = new CdrReader(bytesOf(golden), littleEndian);
    expect(read(reader)).toEqual(values);
    expect(reader.remaining).toBe(0);
  });

  it('refuses every truncation', () => {
    const codes = truncations(bytesOf(golden), littleEndian, read);
    expect(new Set(codes)).toEqual(new Set(['TANGO.PROTOCOL']));
  });

  it.each([1, 3, 40])('carries %i elements of each array', (n) => {
    const f64 = Float64Array.from({ length: n }, (__, i) => i / 3);
    const arrays = [
      Uint8Array.from(f64, (__, i) => 255 - i),
      Int16Array.from(f64, (__, i) => i - 300),
      Uint16Array.from(f64, (__, i) => 65535 - i),
      Int32Array.from(f64, (__, i) => i - 70_000),
      Uint32Array.from(f64, (__, i) => 2 ** 32 - 1 - i),
      Float32Array.from(f64),
      BigInt64Array.from(Array.from(f64, (__, i) => BigInt(i) - 2n ** 62n)),
      BigUint64Array.from(Array.from(f64, (__, i) => 2n ** 64n - 1n - BigInt(i))),
      f64,
    ] as const;
    const bytes = written((writer) => {
      for (const array of arrays) {
        writer.u32(array.length);
        writer.array(array);
      }
    }, littleEndian);
    // At an odd place in a larger buffer, as in a chunk from a socket.
    const chunk = new Uint8Array(bytes.length + 3);
    chunk.set(bytes, 3);
    const reader = new CdrReader(chunk, littleEndian, 3, 3);
    expect([
      reader.octetArray(reader.length(1)),
      reader.i16Array(reader.length(2)),
      reader.u16Array(reader.length(2)),
      reader.i32Array(reader.length(4)),
      reader.u32Array(reader.length(4)),
      reader.f32Array(reader.length(4)),
      reader.i64Array(reader.length(8)),
      reader.u64Array(reader.length(8)),
      reader.f64Array(reader.length(8)),
    ]).toEqual(arrays);
    expect(reader.remaining).toBe(0);
  });
});

function arrayHex(elements: Float64Array): string {
  const bytes = written((writer) => {
    writer.u32(elements.length);
    writer.array(elements);
    writer.octet(7);
  });
  return hexOf(bytes);
}

describe('CDR arrays', () => {
  it('pads before the first element of a wide type, and not when there is none', () => {
    expect(arrayHex(new Float64Array(0))).toBe('0000000007');
    expect(arrayHex(Float64Array.of(1))).toBe('0100000000000000000000000000f03f07');
    expect(new CdrReader(bytesOf('0000000007'), true, 4).f64Array(0)).toHaveLength(0);
  });

  it('are copies, so that the bytes can be used again', () => {
    const bytes = written((writer) => writer.array(Float64Array.from({ length: 32 }, (_, i) => i)));
    const reader = new CdrReader(bytes, true);
    const copy = reader.f64Array(32);
    bytes.fill(0xff);
    expect(copy[31]).toBe(31);
  });

  it('are views of bytes that were handed over', () => {
    const bytes = new Uint8Array(new Float64Array(32).fill(2.5).buffer);
    const reader = new CdrReader(bytes, true);
    reader.reset(bytes, true, 0, 0, bytes.length, true);
    const view = reader.f64Array(32);
    expect(view.buffer).toBe(bytes.buffer);
    expect(view[7]).toBe(2.5);
  });
});

describe('CDR lengths', () => {
  it.each(['octets', 'strings', 'string'] as const)('refuses %s of 4 GB without reserving them', (verb) => {
    const reader = new CdrReader(bytesOf('ffffffff 00000000'), true);
    expect(() => reader[verb]()).toThrow(expect.objectContaining({ code: 'TANGO.PROTOCOL' }));
  });

  it('refuses a string that does not end in NUL', () => {
    expect(() => new CdrReader(bytesOf('02000000 6162'), true).string()).toThrow(/NUL/);
  });

  it('reads an encapsulation in its own byte order and alignment', () => {
    const reader = new CdrReader(bytesOf('0c000000 00000000 00000007 00000008 09'), true);
    const inner = reader.encapsulation();
    expect([inner.u32(), inner.u32(), inner.remaining]).toEqual([7, 8, 0]);
    expect(reader.octet()).toBe(9);
  });

  it('counts alignment from an origin before the bytes', () => {
    const reader = new CdrReader(bytesOf('00000000 01000000 00000000'), true, 4, -4);
    expect(reader.u64()).toBe(1n);
  });
});

describe('strings', () => {
  it.each([0, 1, 40, 41, 9000])('of %i characters come back, ASCII or Latin-1', (length) => {
    const ascii = Array.from({ length }, (_, i) => String.fromCharCode(32 + (i % 90))).join('');
    const latin = Array.from({ length }, (_, i) => String.fromCharCode(1 + (i % 255))).join('');
    const bytes = written((writer) => writer.strings([ascii, latin, ascii, latin]));
    expect(new CdrReader(bytes, true).strings()).toEqual([ascii, latin, ascii, latin]);
  });

  it.each(['\u0100', 'a\u20ac', '\u{1f600}', 'a\0b'])('refuses to send %j rather than change it', (text) => {
    expect(() => new CdrWriter().string(text)).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
  });

  it('never hands out one text for another', () => {
    const texts = Array.from({ length: 5000 }, (_, i) => `name_${(i * 7919) % 5000}`);
    const bytes = written((writer) => writer.strings(texts));
    expect(new CdrReader(bytes, true).strings()).toEqual(texts);
  });
});
