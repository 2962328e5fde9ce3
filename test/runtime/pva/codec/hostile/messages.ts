import {
  ANY,
  arrayOf,
  BitSet,
  codecOf,
  Command,
  OK,
  type PvDataWriter,
  type PvaType,
  Sub,
  structOf,
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
import { bytesOf, written } from '../bytes.ts';
import { ntScalar, numberOrText, point, samples } from '../samples.ts';

/** A field of every type. */
export const everything = structOf({
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

/** Whole messages, in both byte orders. */
export const messages = bodies.flatMap(([command, write]) =>
  [true, false].map((little) => written((writer) => writeMessage(writer, command, write, 'server'), little)),
);
