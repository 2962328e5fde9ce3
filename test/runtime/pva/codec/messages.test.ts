import {
  caCredentials,
  OK,
  parsePvRequest,
  PvDataReader,
  type PvDataWriter,
  readAclChange,
  readBeacon,
  readChannelCreated,
  readCreateChannel,
  readDestroyChannel,
  readMessage,
  readSearch,
  readSearchResponse,
  readValidationReply,
  readValidationRequest,
  typeText,
  writeBeacon,
  writeChannelCreated,
  writeCreateChannel,
  writeDestroyChannel,
  writeGetField,
  writeOperation,
  writeSearch,
  writeSearchResponse,
  writeType,
  writeValidationReply,
  writeValidationRequest,
  writeVariant,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf, readerOf, truncations, written } from './bytes.ts';

const GUID = '000102030405060708090a0b';
const ADDRESS = '00000000000000000000ffff7f000001';
const ANY_ADDRESS = '0'.repeat(32);

interface Case {
  readonly what: string;
  /** Little-endian. */
  readonly hex: string;
  readonly value: unknown;
  readonly read: (reader: PvDataReader) => unknown;
  readonly write?: (writer: PvDataWriter) => void;
}

const search = {
  sequence: 1,
  mustReply: true,
  unicast: true,
  replyAddress: '127.0.0.1',
  replyPort: 0x1234,
  protocols: ['tcp'],
  names: [{ cid: 5, name: 'A' }],
};
const response = {
  guid: GUID,
  sequence: 1,
  address: undefined,
  port: 5075,
  protocol: 'tcp',
  found: true,
  cids: [5, 6],
};
const beacon = { guid: GUID, sequence: 3, change: 2, address: '127.0.0.1', port: 5075, protocol: 'tcp' };
const request = { bufferSize: 0x1_0000, registrySize: 0x7fff, methods: ['anonymous', 'ca'] };
const reply = { ...request, methods: undefined, qos: 0, method: 'ca', credentials: caCredentials('me', 'here') };
const refused = { cid: 1, sid: 0, status: { type: 'FATAL', message: 'no', callTree: '' } } as const;

const cases: readonly Case[] = [
  {
    what: 'a search',
    hex: `01000000 81 000000 ${ADDRESS} 3412 01 03746370 0100 05000000 0141`,
    value: search,
    read: readSearch,
    write: (writer) => writeSearch(writer, search),
  },
  {
    what: 'an answer to a search',
    hex: `${GUID} 01000000 ${ANY_ADDRESS} d313 03746370 01 0200 05000000 06000000`,
    value: response,
    read: readSearchResponse,
    write: (writer) => writeSearchResponse(writer, response),
  },
  {
    what: 'a beacon',
    hex: `${GUID} 00 03 0200 ${ADDRESS} d313 03746370 ff`,
    value: beacon,
    read: readBeacon,
    write: (writer) => writeBeacon(writer, beacon),
  },
  {
    what: 'the first words of a server',
    hex: '00000100 ff7f 02 09616e6f6e796d6f7573 026361',
    value: request,
    read: readValidationRequest,
    write: (writer) => writeValidationRequest(writer, request),
  },
  {
    what: 'the answer to them',
    hex: '00000100 ff7f 0000 026361 800002 0475736572 60 04686f7374 60 026d65 0468657265',
    value: reply,
    read: readValidationReply,
    write: (writer) => writeValidationReply(writer, reply),
  },
  {
    what: 'the wish for a channel',
    hex: '0100 05000000 0141',
    value: { cid: 5, name: 'A' },
    read: readCreateChannel,
    write: (writer) => writeCreateChannel(writer, 5, 'A'),
  },
  {
    what: 'its grant',
    hex: '05000000 07000000 ff',
    value: { cid: 5, sid: 7, status: OK },
    read: readChannelCreated,
    write: (writer) => writeChannelCreated(writer, { cid: 5, sid: 7, status: OK }),
  },
  {
    what: 'its refusal',
    hex: '01000000 00000000 03 026e6f 00',
    value: refused,
    read: readChannelCreated,
    write: (writer) => writeChannelCreated(writer, refused),
  },
  {
    what: 'the end of a channel',
    hex: '07000000 05000000',
    value: { sid: 7, cid: 5 },
    read: readDestroyChannel,
    write: (writer) => writeDestroyChannel(writer, 7, 5),
  },
  {
    what: 'rights',
    hex: '05000000 05',
    value: { cid: 5, rights: { put: true, putGet: false, rpc: true } },
    read: readAclChange,
  },
  {
    what: 'a remark',
    hex: '05000000 01 026869',
    value: { ioid: 5, severity: 'WARNING', text: 'hi' },
    read: readMessage,
  },
];

describe.each(cases)('$what', ({ hex, value, read, write }) => {
  it('is read, and refused wherever it is cut off', () => {
    expect(read(readerOf(hex))).toEqual(value);
    // What a beacon has at its end may be left out.
    const [bytes, optional] = [bytesOf(hex), read === readBeacon ? 1 : 0];
    const needed = bytes.slice(0, bytes.length - optional);
    expect(new Set(truncations(needed, true, read))).toEqual(new Set(['PVA.PROTOCOL']));
  });

  it('is written', () => {
    if (write === undefined) return expect([readAclChange, readMessage]).toContain(read);
    expect(hexOf(written(write))).toBe(hexOf(bytesOf(hex)));
    expect(read(new PvDataReader(written(write, false), false))).toEqual(value);
  });
});

/** The address in an answer to a search. */
const address = (hex: string): unknown =>
  readSearchResponse(readerOf(`${GUID} 01000000 ${hex} d313 03746370 01 0000`)).address;

describe('addresses', () => {
  it('of IPv4 in IPv6 are those of IPv4, and all zeros is any', () => {
    expect(address(ADDRESS)).toBe('127.0.0.1');
    expect(address(ANY_ADDRESS)).toBeUndefined();
    expect(address('00000000000000000000ffff00000000')).toBeUndefined();
    expect(address('fe800000000000000000000000000001')).toBe('fe80:0:0:0:0:0:0:1');
  });
});

describe('requests of operations', () => {
  it('begin with the numbers of channel and operation', () => {
    expect(hexOf(written((writer) => writeOperation(writer, 7, 9, 8)))).toBe('070000000900000008');
    expect(hexOf(written((writer) => writeGetField(writer, 7, 9)))).toBe('070000000900000000');
  });
});

describe('what is wanted of a PV', () => {
  it.each([
    ['', 'struct {\n  field: struct {}\n}', {}],
    ['field()', 'struct {\n  field: struct {}\n}', {}],
    [
      'field(value, alarm.severity,alarm.status)',
      'struct {\n  field: struct {\n    value: struct {}\n    alarm: struct {\n      severity: struct {}\n      status: struct {}\n    }\n  }\n}',
      {},
    ],
    [
      'record[process=true,queueSize=4]field(value)record[DBE=3]',
      'struct {\n  field: struct {\n    value: struct {}\n  }\n  record: struct {\n    _options: struct {\n      process: str\n      queueSize: str\n      DBE: str\n    }\n  }\n}',
      { process: 'true', queueSize: '4', DBE: '3' },
    ],
    ['field(__proto__)', 'struct {\n  field: struct {\n    __proto__: struct {}\n  }\n}', {}],
  ])('from %j', (text, type, options) => {
    const wanted = parsePvRequest(text);
    expect(typeText(wanted.type)).toBe(type);
    const record = (wanted.value as Record<string, Record<string, unknown>>)['record'];
    expect(record?.['_options'] ?? {}).toEqual(options);
  });

  it('of nothing in particular has the bytes that every server knows', () => {
    expect(hexOf(written((writer) => writeVariant(writer, parsePvRequest(''))))).toBe('800001056669656c64800000');
    expect(hexOf(written((writer) => writeType(writer, parsePvRequest('field(value)').type)))).toBe(
      '800001056669656c648000010576616c7565800000',
    );
  });

  it.each([
    'value',
    'field(',
    'field[a]',
    'record(a=b)',
    'record[a]',
    'field(a..b)',
    'field(a b)',
    'field(a))',
    'x field()',
  ])('%j is refused', (text) =>
    expect(() => parsePvRequest(text)).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' })),
  );
});
