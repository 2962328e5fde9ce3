import { corbaloc, type ObjectRef, parseIor, printIor } from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { hexOf, written } from './bytes.ts';

const ref: ObjectRef = {
  typeId: 'IDL:Tango/Device_5:1.0',
  host: '10.0.0.1',
  port: 40357,
  alternates: [
    { host: 'second.example', port: 40357 },
    { host: '192.168.7.7', port: 65535 },
  ],
  key: Uint8Array.of(0xfe, 1, 2, 3, 0, 255),
};

describe('object references', () => {
  it.each([true, false])('come back from their text (little-endian %s)', (littleEndian) => {
    expect(parseIor(printIor(ref, littleEndian))).toEqual(ref);
  });

  it('reads one as omniORB 4 writes it, with components that it need not know', () => {
    // With a second byte order mark inside, a unix socket component, code sets and an ORB type.
    const ior = `IOR:010000001700000049444c3a54616e676f2f4465766963655f353a312e30000001000000000000009c00000001010200
      0a0000003132372e302e302e3100a59d0e000000fe35fc006b0000534900000000000000030000000000000008000000010000000054544101
      0000001c0000000100000001000100010000000100010509010100010000000901010002545441340000000100000003000000766d00002400
      00002f746d702f6f6d6e692d726f6f742f3030303032313332312d3137393532323636373700`.replaceAll(/\s+/g, '');
    expect(parseIor(ior)).toMatchObject({
      typeId: 'IDL:Tango/Device_5:1.0',
      host: '127.0.0.1',
      port: 40357,
      alternates: [],
    });
    expect(hexOf(parseIor(ior).key)).toBe('fe35fc006b000053490000000000');
  });

  it('refuses every truncation', () => {
    const text = printIor(ref);
    for (let length = 0; length < text.length; length++) {
      expect(() => parseIor(text.slice(0, length))).toThrow(expect.objectContaining({ code: 'TANGO.PROTOCOL' }));
    }
  });

  it.each(['', 'nada', 'IOR:', 'IOR:zz', 'IOR:0', 'not exported', 'corbaloc:', 'corbaloc:iiop:h:1', 'corbaloc:rir:/X'])(
    'refuses %j',
    (text) => {
      expect(() => parseIor(text)).toThrow(expect.objectContaining({ code: 'TANGO.PROTOCOL' }));
    },
  );

  it('refuses a reference without a TCP address', () => {
    const bytes = written((writer) => {
      writer.bool(true);
      writer.string('IDL:Tango/Device_5:1.0');
      writer.u32(0);
    });
    expect(() => parseIor(`IOR:${hexOf(bytes)}`)).toThrow(/without a TCP address/);
  });

  it('reads corbaloc addresses, the database fail-over list among them', () => {
    expect(parseIor('corbaloc:iiop:1.2@db1:10000,iiop:[::1]:10001/database')).toEqual({
      typeId: '',
      host: 'db1',
      port: 10000,
      alternates: [{ host: '::1', port: 10001 }],
      key: new TextEncoder().encode('database'),
    });
    expect(parseIor('corbaloc::h:5/a%2fb').key).toEqual(new TextEncoder().encode('a/b'));
    expect(() => parseIor('corbaloc::h:5/%zz')).toThrow(expect.objectContaining({ code: 'TANGO.PROTOCOL' }));
  });

  it('names the object of a nodb server', () => {
    const nodb = corbaloc([{ host: 'h', port: 11555 }], 'test/nodb/1', 'IDL:Tango/Device_6:1.0');
    expect(new TextDecoder().decode(nodb.key)).toBe('test/nodb/1');
  });
});
