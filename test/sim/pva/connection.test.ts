import {
  caCredentials,
  Command,
  Control,
  Flag,
  readStatus,
  writeCreateChannel,
  writeGetField,
  writeValidationReply,
} from '@devgen/runtime/pva/codec';
import { beforeEach, describe, expect, it } from 'vitest';
import { hexOf } from '../../runtime/pva/codec/bytes.ts';
import { numberPv, Pvs } from './pvs.ts';
import { message } from './raw-client.ts';
import { Rig } from './rig.ts';

const rig = new Rig();
beforeEach(() => rig.start(new Pvs({ number: numberPv() })));

describe('the first words', () => {
  it('are those of pvxs, byte for byte', async () => {
    const client = await rig.connect();
    await client.take(Command.connectionValidation);
    expect(hexOf(client.bytes[0]!)).toBe('ca02410200000000ca0240011400000000000100ff7f0209616e6f6e796d6f7573026361');
  });

  it('may be in the other byte order', async () => {
    await rig.server.stop();
    await rig.start(new Pvs({ number: numberPv() }), { bigEndian: true });
    const client = await rig.connect();
    await client.take(Command.connectionValidation);
    expect(client.controls).toEqual([{ command: Control.setByteOrder, bigEndian: true }]);
    expect(hexOf(client.bytes[0]!)).toMatch(/^ca02c10200000000ca02c001000000140001000/);
  });

  it.each([
    ['anonymous', null, 'OK'],
    ['ca', caCredentials('me', 'here'), 'OK'],
    ['x509', null, 'ERROR'],
  ] as const)('are answered by who is %s', async (method, credentials, type) => {
    const client = await rig.connect();
    const payload = { bufferSize: 1, registrySize: 1, qos: 0, method, credentials };
    client.send(message(Command.connectionValidation, (writer) => writeValidationReply(writer, payload)));
    expect(readStatus(await client.reader(Command.connectionValidated))).toMatchObject({ type });
    expect(await client.create('number')).toMatchObject({ cid: 1, status: { type: 'OK' } });
  });

  it('have to be answered before anything is asked', async () => {
    const client = await rig.connect();
    client.send(message(Command.createChannel, (writer) => writeCreateChannel(writer, 1, 'number')));
    await client.ended;
    await rig.lives('number');
  });
});

describe('the stream', () => {
  it('brings back the bytes of an echo', async () => {
    const client = await rig.open();
    client.send(message(Command.echo, (writer) => writer.raw(Uint8Array.of(1, 2, 3))));
    expect(await client.take(Command.echo)).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('may come in segments with echoes of the protocol between them', async () => {
    const client = await rig.open();
    const whole = message(Command.createChannel, (writer) => writeCreateChannel(writer, 1, 'number')).subarray(8);
    const control = Uint8Array.of(0xca, 2, Flag.control, Control.echoRequest, 0, 0, 0, 0);
    client.send(segment(Flag.segmentFirst, whole.subarray(0, 3)), control);
    client.send(segment(Flag.segmentMiddle, whole.subarray(3, 9)), segment(Flag.segmentLast, whole.subarray(9)));
    const reader = await client.reader(Command.createChannel);
    expect([reader.u32(), reader.u32(), readStatus(reader).type]).toEqual([1, 1, 'OK']);
  });

  it.each([
    ['no message', Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)],
    ['a message of a server', Uint8Array.of(0xca, 2, 0x40, 2, 0, 0, 0, 0)],
    ['a message of too many bytes', Uint8Array.of(0xca, 2, 0, 2, 0xff, 0xff, 0xff, 0x7f)],
    ['half a request', message(Command.createChannel, (writer) => writer.u16(1))],
  ])('ends with %s, and nothing else does', async (_, bytes) => {
    const client = await rig.open();
    client.send(bytes);
    await client.ended;
    await rig.lives('number');
  });

  it('is read no further by a client that does not read, and then goes on', async () => {
    const { client, sid } = await rig.openPv('number');
    const payload = new Uint8Array(2 ** 20);
    client.pause();
    for (let count = 0; count < 32; count++) {
      client.send(message(Command.echo, (writer) => writer.raw(payload)));
    }
    client.send(message(Command.getField, (writer) => writeGetField(writer, sid, 1)));
    client.resume();
    await client.take(Command.getField);
    expect(client.received).toEqual([]);
  });
});

/** A part of a message to create a channel. */
function segment(flag: number, part: Uint8Array): Uint8Array {
  const out = message(Command.createChannel, (writer) => writer.raw(part));
  out[2]! |= flag;
  return out;
}
