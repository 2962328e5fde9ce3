import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  CA_FORMS,
  CA_TYPES,
  Command,
  dbrType,
  Mask,
  type Message,
  readAccessRights,
  readChannelCreated,
  readDbr,
  readEventMask,
  readSearchResponse,
  readText,
  writeAccessRights,
  writeChannelCreated,
  writeClearChannel,
  writeCreateChannel,
  writeCreateFailed,
  writeDbr,
  writeEcho,
  writeEventAdd,
  writeEventCancel,
  writeIdentity,
  writeReadNotify,
  writeSearch,
  writeSearchResponse,
  writeServerDisconnect,
  writeVersion,
  type CaValue,
  type CaWriter,
} from '@devgen/runtime/ca/codec';
import { beforeAll, describe, expect, it } from 'vitest';
import { epicsPython, required } from '../../../peers/install/cache.js';
import { bytesOf, hexWritten, readOne } from './bytes.ts';

interface Messages {
  /** By the number of the type. */
  readonly answers: readonly string[];
  readonly others: Readonly<Record<string, string>>;
}

let theirs: Messages;
beforeAll(() => {
  const script = join(import.meta.dirname, '../../../peers/ca/messages.py');
  theirs = JSON.parse(execFileSync(required(epicsPython, 'caproto'), [script], { encoding: 'utf8' })) as Messages;
});

const VALUES: Readonly<Record<(typeof CA_TYPES)[number], CaValue>> = {
  string: ['a', 'text'],
  short: Int16Array.of(-1, 2),
  float: Float32Array.of(1.5, 2),
  enum: Uint16Array.of(1, 2),
  char: Uint8Array.of(1, 200),
  long: Int32Array.of(-1, 2),
  double: Float64Array.of(1.5, -2.5),
};
const LIMITS = {
  display: { low: 10, high: 20 },
  alarm: { low: 50, high: 90 },
  warning: { low: 60, high: 80 },
};
const CONTROL = { control: { low: 30, high: 40 } };

/** caproto has a time in it; EPICS, whose values come from IOCs, has not. */
const NOT_AS_CAPROTO = ['string control'];
const EVERY = CA_FORMS.flatMap((form) => CA_TYPES.map((type) => ({ form, type })));
const SAME = EVERY.filter(({ type, form }) => !NOT_AS_CAPROTO.includes(`${type} ${form}`));

function metaOf(type: string, form: string): unknown {
  if (form !== 'graphic' && form !== 'control') return undefined;
  if (type === 'string') return {};
  if (type === 'enum') return { labels: ['zero', 'one', 'two'] };
  const precision = type === 'float' || type === 'double' ? { precision: 4 } : {};
  return { units: 'mm/s', ...precision, limits: { ...LIMITS, ...(form === 'control' ? CONTROL : {}) } };
}

function dataOf(type: (typeof CA_TYPES)[number], form: (typeof CA_FORMS)[number]) {
  const hasTime = form === 'time';
  return {
    type,
    value: VALUES[type],
    status: form === 'plain' ? undefined : 3,
    severity: form === 'plain' ? undefined : 2,
    seconds: hasTime ? 631_152_000 + 1000 : undefined,
    nanoseconds: hasTime ? 42 : undefined,
    meta: metaOf(type, form),
  };
}

describe('a value as caproto writes it', () => {
  it.each(SAME)('is read: $form $type', ({ type, form }) => {
    const bytes = bytesOf(theirs.answers[dbrType(type, form)]!);
    expect(readOne(bytes, (message) => readDbr(message, true))).toEqual(dataOf(type, form));
    const first = readOne(bytes, (message) => readDbr(message, false)).value;
    expect(first).toBe((VALUES[type] as ArrayLike<unknown>)[0]);
  });

  it.each(SAME)('is written: $form $type', ({ type, form }) => {
    const head = { command: Command.readNotify, type: dbrType(type, form), p1: 1, p2: 7 };
    const data = dataOf(type, form) as Parameters<typeof writeDbr>[2];
    expect(hexWritten((writer) => writeDbr(writer, head, data))).toBe(theirs.answers[head.type]);
  });
});

const WRITERS: Readonly<Record<string, (writer: CaWriter) => void>> = {
  version: writeVersion,
  search: (w) => writeSearch(w, { cid: 5, name: 'SOME:PV' }),
  searchResponse: (w) => writeSearchResponse(w, { cid: 5, host: '10.1.2.3', port: 5064 }),
  createChannel: (w) => writeCreateChannel(w, 5, 'SOME:PV'),
  channelCreated: (w) => writeChannelCreated(w, { cid: 5, sid: 9, type: 6, count: 1 }),
  bigChannelCreated: (w) => writeChannelCreated(w, { cid: 5, sid: 9, type: 6, count: 4_000_000 }),
  createFailed: (w) => writeCreateFailed(w, 5),
  accessRights: (w) => writeAccessRights(w, 5, { read: true, write: true }),
  read: (w) => writeReadNotify(w, 9, 7, 20, 0),
  eventAdd: (w) => writeEventAdd(w, 9, 7, { type: 20, count: 1 }, Mask.value | Mask.alarm),
  eventCancel: (w) => writeEventCancel(w, 9, 7, { type: 20, count: 0 }),
  clear: (w) => writeClearChannel(w, 9, 5),
  disconnected: (w) => writeServerDisconnect(w, 5),
  echo: writeEcho,
  write: (w) => writeDbr(w, { command: Command.writeNotify, type: 6, p1: 9, p2: 7 }, { value: 1.5 }),
};

function read<R>(name: string, how: (message: Message) => R): R {
  return readOne(bytesOf(theirs.others[name]!), how);
}

describe('a message', () => {
  it.each(Object.keys(WRITERS))('is written as caproto does: %s', (name) => {
    expect(hexWritten(WRITERS[name]!)).toBe(theirs.others[name]);
  });

  it('says who asks', () => {
    expect(hexWritten((w) => writeIdentity(w, 'user', 'host'))).toBe(
      `${theirs.others['clientName']}${theirs.others['hostName']}`,
    );
  });

  it('is read as caproto wrote it', () => {
    expect(read('searchResponse', readSearchResponse)).toEqual({ cid: 5, host: '10.1.2.3', port: 5064 });
    expect(read('channelCreated', readChannelCreated)).toEqual({ cid: 5, sid: 9, type: 6, count: 1 });
    expect(read('bigChannelCreated', readChannelCreated)).toEqual({ cid: 5, sid: 9, type: 6, count: 4_000_000 });
    expect(read('accessRights', readAccessRights)).toEqual({ read: true, write: true });
    expect(read('createChannel', readText)).toBe('SOME:PV');
    expect(read('eventAdd', readEventMask)).toBe(5);
  });

  it('that answers a search means its sender, where it names none', () => {
    const bytes = bytesOf('0006000813c80000ffffffff00000005000d000000000000');
    expect(readOne(bytes, readSearchResponse)).toEqual({ cid: 5, host: undefined, port: 5064 });
    expect(hexWritten((w) => writeSearchResponse(w, { cid: 5, host: undefined, port: 5064 }))).toBe(
      Buffer.from(bytes).toString('hex'),
    );
  });
});
