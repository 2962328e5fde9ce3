import {
  ANY,
  arrayOf,
  BitSet,
  codecOf,
  Command,
  MessageStream,
  OK,
  PvDataReader,
  type PvDataWriter,
  type PvaType,
  readAclChange,
  readBeacon,
  readChanges,
  readChannelCreated,
  readMessage,
  readSearchResponse,
  readStatus,
  readType,
  readValidationRequest,
  readVariant,
  Sub,
  structOf,
  TypeTable,
  writeBeacon,
  writeChanges,
  writeChannelCreated,
  writeMessage,
  writeSearchResponse,
  writeStatus,
  writeType,
  writeValidationRequest,
  writeVariant,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, codeOf, written } from './bytes.ts';
import { ntScalar, numberOrText, point, samples } from './samples.ts';

/** `DEVGEN_FUZZ=10000000 DEVGEN_FUZZ_SEED=7 npx vitest run test/runtime/pva/codec/fuzz.test.ts` looks longer, and elsewhere. */
const ROUNDS = Number(process.env['DEVGEN_FUZZ'] ?? 100_000);
const SEED = Number(process.env['DEVGEN_FUZZ_SEED'] ?? 1);
/** What one hostile message may make us keep, in multiples of its own size: a null element takes a slot of 8. */
const GROWTH = 64;
/** A bit set, and the blank values that every value of the type shares. */
const FIXED = 4096;

type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const everything = structOf({
  ...Object.fromEntries(samples.map(([name, type]) => [name, type])),
  scalar: ntScalar(),
});
const whole = {
  type: everything,
  value: Object.fromEntries([
    ...samples.map(([name, , value]) => [name, value]),
    ['scalar', codecOf(ntScalar()).blank],
  ]),
};

/** Bodies of messages that a server sends, and what the client reads of them. */
const bodies: readonly (readonly [command: number, write: (writer: PvDataWriter) => void])[] = [
  [
    Command.connectionValidation,
    (w) => writeValidationRequest(w, { bufferSize: 1, registrySize: 1, methods: ['a', 'ca'] }),
  ],
  [Command.connectionValidated, (w) => writeStatus(w, { type: 'WARNING', message: 'm', callTree: 'c' })],
  [Command.createChannel, (w) => writeChannelCreated(w, { cid: 1, sid: 2, status: OK })],
  [Command.searchResponse, (w) => writeSearchResponse(w, response)],
  [Command.beacon, (w) => writeBeacon(w, { ...response, change: 1 })],
  [Command.aclChange, (w) => w.raw(bytesOf('0500000005'))],
  [Command.message, (w) => w.raw(bytesOf('0500000001026869'))],
  [Command.get, (w) => beginning(w, everything)],
  [Command.get, (w) => beginning(w, ntScalar())],
  [Command.get, (w) => w.raw(bytesOf('0100000008ff fd0100 800002 0161 fd0200 80000101622201 63 88fe0200'))],
  [Command.get, (w) => data(w, [0])],
  [Command.get, (w) => data(w, [1, 5, 9, 30, 40, 44])],
  [Command.monitor, (w) => data(w, [0])],
  [Command.monitor, (w) => data(w, [2, 3, 20, 25, 45])],
  [Command.rpc, (w) => result(w, whole)],
  [Command.rpc, (w) => result(w, { type: structOf({ a: ANY, b: arrayOf(point), c: numberOrText }), value: nestedAny })],
];

const nestedAny = {
  a: { type: ANY, value: { type: ANY, value: { type: point, value: { x: 1, y: 2 } } } },
  b: [null, { x: 1, y: 2 }],
  c: { kind: 'text', value: 'x' },
} as const;

const response = {
  guid: '000102030405060708090a0b',
  sequence: 1,
  address: '127.0.0.1',
  port: 5075,
  protocol: 'tcp',
  found: true,
  cids: [1, 2, 3],
};

function beginning(writer: PvDataWriter, type: PvaType): void {
  writer.u32(1);
  writer.u8(Sub.init);
  writeStatus(writer, OK);
  writeType(writer, type);
}

function data(writer: PvDataWriter, bits: readonly number[]): void {
  writer.u32(1);
  writer.u8(0);
  const marked = new BitSet(bits);
  marked.write(writer);
  writeChanges(everything, writer, marked, whole.value);
  new BitSet([1]).write(writer);
}

function result(writer: PvDataWriter, variant: Parameters<typeof writeVariant>[1]): void {
  writer.u32(1);
  writer.u8(Sub.destroy);
  writeStatus(writer, OK);
  writeVariant(writer, variant);
}

/** Reads a message as the client does. */
function read(command: number, reader: PvDataReader, types: TypeTable): unknown {
  switch (command) {
    case Command.connectionValidation:
      return readValidationRequest(reader);
    case Command.connectionValidated:
      return readStatus(reader);
    case Command.createChannel:
      return readChannelCreated(reader);
    case Command.searchResponse:
      return readSearchResponse(reader);
    case Command.beacon:
      return readBeacon(reader);
    case Command.aclChange:
      return readAclChange(reader);
    case Command.message:
      return readMessage(reader);
    default:
      return readAnswer(command, reader, types);
  }
}

function readAnswer(command: number, reader: PvDataReader, types: TypeTable): unknown {
  reader.u32();
  const sub = reader.u8();
  if ((sub & Sub.init) !== 0) {
    readStatus(reader);
    const type = types.readLast(reader);
    return type && codecOf(type).blank;
  }
  if (command === Command.rpc) {
    readStatus(reader);
    return readVariant(reader)?.value;
  }
  const marked = BitSet.read(reader, everything.bits);
  const value = readChanges(everything, reader, marked);
  if (reader.remaining > 0) BitSet.read(reader, everything.bits);
  return value;
}

const messages = bodies.flatMap(([command, write]) =>
  [true, false].map((little) => written((writer) => writeMessage(writer, command, write, 'server'), little)),
);

const INTERESTING = [0, 1, 0x7f, 0x80, 0x88, 0x82, 0xfd, 0xfe, 0xff];

/** Some bytes changed, words made huge, parts cut out, doubled or turned into segments. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let out = new Uint8Array(bytes);
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(out.length || 1);
    const kind = random(7);
    if (kind === 0) out[at] = INTERESTING[random(INTERESTING.length)]!;
    else if (kind === 1) out[at] = random(256);
    else if (kind === 2) out.fill(0xff, at & ~3, (at & ~3) + 4);
    else if (kind === 3) out[at] = (out[at] ?? 0) ^ (1 << random(8));
    else if (kind === 4) out = out.slice(0, at);
    else if (kind === 5)
      out = new Uint8Array(Buffer.concat([out.subarray(0, at), out.subarray(random(out.length || 1))]));
    else out = withRightSize(out);
  }
  return random(2) === 0 ? withRightSize(out) : out;
}

/** So that more than the header is looked at. */
function withRightSize(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  if (out.length < 8) return out;
  const view = new DataView(out.buffer);
  view.setUint32(4, out.length - 8, (out[2]! & 0x80) === 0);
  return out;
}

/** Bytes of all typed arrays and characters in a decoded value. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 8 + weight(each), 0);
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).reduce<number>((sum, each) => sum + 8 + weight(each), 0);
  }
  return 0;
}

// Most rounds end in an error, and its stack would be most of the work.
Error.stackTraceLimit = 0;

describe('hostile bytes', () => {
  it(
    'end in a value no larger than themselves or in PVA.PROTOCOL',
    () => {
      const random = randomFrom(SEED);
      const outcomes = new Map<string, number>();
      const types = new TypeTable();
      for (let round = 0; round < ROUNDS; round++) {
        const mutant = mutate(messages[random(messages.length)]!, random);
        let outcome = 'incomplete';
        try {
          const stream = new MessageStream({
            message: (command, reader) => {
              const value = read(command, reader, types);
              const most = GROWTH * mutant.length + FIXED;
              outcome = weight(value) <= most ? 'value' : `grew to ${weight(value)} in round ${round}`;
            },
            control: () => (outcome = 'control'),
          });
          const cut = random(mutant.length + 1);
          stream.push(mutant.subarray(0, cut));
          stream.push(mutant.subarray(cut));
        } catch (error) {
          const code = codeOf(error);
          outcome = code === 'PVA.PROTOCOL' ? code : `${code} in round ${round}, seed ${SEED}`;
        }
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect([...outcomes.keys()].toSorted()).toEqual(['PVA.PROTOCOL', 'control', 'incomplete', 'value']);
      // Rounds that never came so far as to a value would prove little.
      expect(outcomes.get('value')).toBeGreaterThan(ROUNDS / 10);
    },
    // A long look takes its time.
    60_000 + ROUNDS,
  );

  it(
    'in a type description end in a type or in PVA.PROTOCOL',
    () => {
      const random = randomFrom(SEED);
      const description = written((writer) => writeType(writer, everything));
      const outcomes = new Set<string>();
      for (let round = 0; round < ROUNDS / 10; round++) {
        const mutant = mutate(description, random);
        try {
          readType(new PvDataReader(mutant));
          outcomes.add('type');
        } catch (error) {
          outcomes.add(codeOf(error));
        }
      }
      expect([...outcomes].toSorted()).toEqual(['PVA.PROTOCOL', 'type']);
    },
    60_000 + ROUNDS,
  );
});
