import { expect, it } from 'vitest';
import { CdrReader, CdrWriter } from '@devgen/runtime/tango/codec';
import { ReplyMemo } from '../../../../src/runtime/tango/client/device/reply-memo.ts';

const texts = { operation: 'texts', decode: (reader: CdrReader) => reader.strings() };

function reply(littleEndian: boolean, ...strings: string[]): CdrReader {
  const writer = new CdrWriter(littleEndian);
  writer.strings(strings);
  // Of one buffer that serves every message.
  return new CdrReader(writer.written().slice(), littleEndian);
}

it('gives equal replies one result, and every other its own', () => {
  const { decode } = new ReplyMemo().sharing(texts);
  const first = decode(reply(true, 'a', 'b'));
  expect(first).toEqual(['a', 'b']);
  expect(decode(reply(true, 'a', 'b'))).toBe(first);
  expect(decode(reply(true, 'a', 'c'))).toEqual(['a', 'c']);
  const swapped = decode(reply(false, 'a', 'b'));
  expect([swapped, swapped === first]).toEqual([first, false]);
});

it('takes no reply to another question for the same', () => {
  const memo = new ReplyMemo();
  const count = { operation: 'count', decode: (reader: CdrReader) => reader.u32() };
  expect(memo.sharing(texts).decode(reply(true, 'a'))).toEqual(['a']);
  expect(memo.sharing(count).decode(reply(true, 'a'))).toBe(1);
});

it('forgets when there are too many', () => {
  const { decode } = new ReplyMemo().sharing(texts);
  const first = decode(reply(true, 'first'));
  for (let index = 0; index < 3_000; index++) decode(reply(true, `${index}`));
  const again = decode(reply(true, 'first'));
  expect([again, again === first]).toEqual([first, false]);
});
