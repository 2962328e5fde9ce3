import { describe, expect, it } from 'vitest';
import { pvRequest } from '../../../../src/runtime/pva/client/operation/pv-request.ts';
import { parsePvRequest } from '../../../../src/runtime/pva/codec/message/pv-request.ts';
import { writeVariant } from '../../../../src/runtime/pva/codec/value/any-codec.ts';
import { PvDataWriter } from '../../../../src/runtime/pva/codec/wire/writer.ts';

const TEXT = 'field(value,alarm.severity)record[queueSize=300]';

function bytesOf(littleEndian: boolean, write: (writer: PvDataWriter) => void): string {
  const writer = new PvDataWriter(littleEndian);
  write(writer);
  return Buffer.from(writer.written()).toString('hex');
}

describe('A request', () => {
  it('is one for all who ask with the same text', () => {
    expect(pvRequest(TEXT)).toBe(pvRequest(TEXT));
    expect(pvRequest('')).not.toBe(pvRequest(TEXT));
  });

  it.each([true, false])('is sent as its text says, each time, also where the little end comes first: %s', (little) => {
    const expected = bytesOf(little, (writer) => writeVariant(writer, parsePvRequest(TEXT)));
    for (let time = 0; time < 2; time++) {
      expect(bytesOf(little, (writer) => pvRequest(TEXT).write(writer))).toBe(expected);
    }
  });

  it('that is none is refused each time', () => {
    for (let time = 0; time < 2; time++) {
      expect(() => pvRequest('field(value')).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
    }
  });
});
