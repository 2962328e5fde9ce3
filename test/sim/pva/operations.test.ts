import {
  Command,
  type PvDataReader,
  readStatus,
  readType,
  readVariant,
  Sub,
  typeText,
  variantOf,
  writeDestroyChannel,
  writeGetField,
  writeRequestId,
  writeVariant,
} from '@devgen/runtime/pva/codec';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hexOf } from '../../runtime/pva/codec/bytes.ts';
import { ntScalar } from '../../runtime/pva/codec/samples.ts';
import { numberPv, Pvs, slowPv } from './pvs.ts';
import { ask, begin, message } from './raw-client.ts';
import { Rig } from './rig.ts';

const rig = new Rig();
beforeEach(() => rig.start(new Pvs({ number: numberPv() })));

describe('a channel', () => {
  it('is refused where there is no such PV', async () => {
    const client = await rig.open();
    const status = { type: 'FATAL', message: 'Refused to create Channel', callTree: '' };
    expect(await client.create('nobody', 9)).toEqual({ cid: 9, sid: 0, status });
  });

  it('is closed by the client, and its number is worth nothing then', async () => {
    const { client, sid } = await rig.openPv('number');
    client.send(message(Command.destroyChannel, (writer) => writeDestroyChannel(writer, sid, 1)));
    expect(hexOf(await client.take(Command.destroyChannel))).toBe('0100000001000000');
    client.send(begin(Command.get, sid, 1));
    await client.ended;
    await rig.lives('number');
  });

  it('is closed by the server when the PV is gone', async () => {
    const { client } = await rig.openPv('number');
    rig.pvs.remove('number');
    expect(hexOf(await client.take(Command.destroyChannel))).toBe('0100000001000000');
    expect(await client.create('number')).toMatchObject({ status: { type: 'FATAL' } });
  });

  it('tells its type without a value', async () => {
    const { client, sid } = await rig.openPv('number');
    client.send(message(Command.getField, (writer) => writeGetField(writer, sid, 3)));
    const reader = await client.reader(Command.getField);
    expect([reader.u32(), readStatus(reader).type]).toEqual([3, 'OK']);
    expect(typeText(readType(reader)!)).toBe(typeText(ntScalar()));
  });
});

describe('an operation', () => {
  it('is refused a second request before the first is answered, and goes on', async () => {
    const { pv, finish, puts } = slowPv();
    rig.pvs.set('slow', pv);
    const client = await rig.open();
    const { sid } = await client.create('slow');
    client.send(begin(Command.put, sid, 1), put(sid, 1), put(sid, 2));
    await client.take(Command.put);
    const second = await client.reader(Command.put);
    second.skip(5);
    expect(readStatus(second)).toMatchObject({ type: 'ERROR', message: 'other request pending' });
    finish();
    expect(hexOf(await client.take(Command.put))).toBe('0100000000ff');
    expect(puts).toMatchObject([{ value: 1 }]);
    client.send(put(sid, 3));
    await vi.waitFor(() => expect(puts).toHaveLength(2));
    finish();
    expect(hexOf(await client.take(Command.put))).toBe('0100000000ff');
    expect(pv.value).toMatchObject({ value: 3 });
  });

  it('ends with the answer that it is told to', async () => {
    const { client, sid } = await rig.openPv('number');
    client.send(begin(Command.get, sid, 1, 'field(value)'), ask(Command.get, sid, 1, Sub.destroy));
    await client.take(Command.get);
    expect(hexOf(await client.take(Command.get))).toBe('0100000010ff0102000000000000f83f');
    // Its number may begin another one, and a request of it is passed over until then.
    client.send(ask(Command.get, sid, 1), begin(Command.get, sid, 1, 'field(value)'));
    expect(hexOf(await client.take(Command.get))).toMatch(/^0100000008ff80/);
  });

  it('that is destroyed while it goes on is not answered', async () => {
    const { pv, finish } = slowPv();
    rig.pvs.set('slow', pv);
    const client = await rig.open();
    const { sid } = await client.create('slow');
    client.send(begin(Command.put, sid, 1), put(sid, 4));
    await client.take(Command.put);
    client.send(message(Command.destroyRequest, (writer) => writeRequestId(writer, sid, 1)));
    client.send(message(Command.echo));
    await client.take(Command.echo);
    finish();
    await vi.waitFor(() => expect(pv.value).toMatchObject({ value: 4 }));
    client.send(message(Command.echo));
    await client.take(Command.echo);
    expect(client.received).toEqual([]);
  });

  it('has its number alone', async () => {
    const { client, sid } = await rig.openPv('number');
    client.send(begin(Command.get, sid, 1), begin(Command.monitor, sid, 1));
    await client.ended;
    await rig.lives('number');
  });

  it('of yesterday is passed over, as pvxs does', async () => {
    const { client, sid } = await rig.openPv('number');
    client.send(begin(Command.putGet, sid, 1), begin(Command.process, sid, 2), message(Command.echo));
    await client.take(Command.echo);
    expect(client.received).toEqual([]);
  });
});

describe('the PV that every server has', () => {
  it('tells the names of the others', async () => {
    const reader = await call('channels');
    expect(readStatus(reader).type).toBe('OK');
    expect(readVariant(reader)?.value).toEqual({ value: ['number'] });
  });

  it('tells what the server is', async () => {
    const reader = await call('info');
    expect(readStatus(reader).type).toBe('OK');
    expect(readVariant(reader)?.value).toMatchObject({ implLang: 'TypeScript' });
  });

  it('refuses what it does not know', async () => {
    expect(readStatus(await call('magic'))).toMatchObject({ type: 'ERROR', message: /There is no op magic/ });
  });
});

/** A put of the field `value` into a PV of a number of 32 bits. */
function put(sid: number, value: number): Uint8Array {
  return ask(Command.put, sid, 1, 0, (writer) => {
    writer.raw(Uint8Array.of(1, 2));
    writer.i32(value);
  });
}

/** The answer of the server's own PV, from its status on. */
async function call(op: string): Promise<PvDataReader> {
  const { client, sid } = await rig.openPv('server');
  const argument = variantOf({ scheme: 'pva', path: 'server', query: { op } });
  client.send(
    begin(Command.rpc, sid, 1),
    ask(Command.rpc, sid, 1, 0, (writer) => writeVariant(writer, argument)),
  );
  await client.take(Command.rpc);
  const reader = await client.reader(Command.rpc);
  reader.skip(5);
  return reader;
}
