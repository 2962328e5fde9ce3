import {
  Command,
  dbrType,
  Mask,
  Status,
  writeClearChannel,
  writeCreateChannel,
  writeDbr,
  writeEcho,
  writeEventAdd,
  writeEventCancel,
  writeHead,
  writeReadNotify,
} from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { type Write } from './raw-client.ts';
import { Rig } from './rig.ts';

const rig = new Rig();

const DOUBLE = dbrType('double');

function write(command: number, sid: number, ioid: number, value: number): Write {
  return (writer) => writeDbr(writer, { command, type: DOUBLE, p1: sid, p2: ioid }, { value });
}

const put = (value: number) => rig.facility.find('NUMBER')!.record.put('VAL', value);

/** A wish to be told of a number. */
function add(sid: number, id: number, mask: number): Write {
  return (writer) => writeEventAdd(writer, sid, id, { type: DOUBLE, count: 1 }, mask);
}

describe('a channel', () => {
  it('tells its rights before it is there, and its type and count', async () => {
    const client = await rig.open();
    client.send((writer) => writeCreateChannel(writer, 1, 'WAVE'));
    await client.take(Command.createChannel);
    const fixed = await client.create('FIXED', 2);
    expect(fixed).toMatchObject({ cid: 2, type: 6, count: 1 });
    client.send((writer) => writeCreateChannel(writer, 3, 'WAVE'));
    expect(await client.take(Command.accessRights)).toMatchObject({ p1: 3, p2: 3 });
    expect(await client.take(Command.createChannel)).toMatchObject({ p1: 3, type: 6, count: 100_000 });
  });

  it('is refused where there is none', async () => {
    const client = await rig.open();
    client.send((writer) => writeCreateChannel(writer, 8, 'NOBODY'));
    expect(await client.take(Command.createFailed)).toMatchObject({ p1: 8 });
  });

  it('is closed by the client, and its number is worth nothing then', async () => {
    const { client, sid } = await rig.openChannel('NUMBER');
    client.send((writer) => writeClearChannel(writer, sid, 1));
    expect(await client.take(Command.clearChannel)).toMatchObject({ p1: sid, p2: 1 });
    client.send((writer) => writeReadNotify(writer, sid, 5, DOUBLE, 1));
    expect(await client.take(Command.error)).toMatchObject({ p2: Status.badChannel });
  });

  it('is closed by the server when the record is gone', async () => {
    const { client } = await rig.openChannel('NUMBER');
    rig.facility.remove('NUMBER');
    expect(await client.take(Command.serverDisconnect)).toMatchObject({ p1: 1 });
  });
});

describe('a read', () => {
  it.each([
    [200, 1, Status.badType],
    [DOUBLE, 2, Status.badCount],
  ])('of type %i and %i elements is refused', async (type, count, status) => {
    const { client, sid } = await rig.openChannel('NUMBER');
    client.send((writer) => writeReadNotify(writer, sid, 5, type, count));
    expect(await client.take(Command.readNotify)).toMatchObject({ p1: status, p2: 5 });
  });

  it('of more elements than there are brings zeros, of none as many as there are', async () => {
    const { client, sid } = await rig.openChannel('WAVE');
    client.send((writer) => writeReadNotify(writer, sid, 5, DOUBLE, 5));
    const { payload } = await client.take(Command.readNotify);
    expect([0, 1, 2, 3, 4].map((at) => payload.readDoubleBE(8 * at))).toEqual([1, 2, 3, 0, 0]);
    client.send((writer) => writeReadNotify(writer, sid, 6, DOUBLE, 0));
    expect(await client.take(Command.readNotify)).toMatchObject({ count: 3, p1: Status.normal });
  });

  it('of a large array comes in a long header', async () => {
    const { client, sid } = await rig.openChannel('WAVE');
    client.send((writer) => writeReadNotify(writer, sid, 5, DOUBLE, 100_000));
    expect((await client.take(Command.readNotify)).payload.length).toBe(800_000);
  });
});

describe('a write', () => {
  it('that is to be told of is answered when it is done', async () => {
    const { client, sid } = await rig.openChannel('SLOW');
    client.send(write(Command.writeNotify, sid, 5, 2), writeEcho);
    await client.take(Command.echo);
    expect(client.received).toEqual([]);
    rig.finish();
    expect(await client.take(Command.writeNotify)).toMatchObject({
      p1: Status.normal,
      p2: 5,
      payload: Buffer.alloc(0),
    });
  });

  it('is refused where nobody may write', async () => {
    const { client, sid } = await rig.openChannel('FIXED');
    client.send(write(Command.writeNotify, sid, 5, 2));
    expect(await client.take(Command.writeNotify)).toMatchObject({ p1: Status.noWriteAccess, p2: 5 });
    client.send(write(Command.write, sid, 6, 2));
    expect(await client.take(Command.error)).toMatchObject({ p1: 1, p2: Status.noWriteAccess });
  });
});

describe('events', () => {
  it('come for what was asked, until they are cancelled', async () => {
    const { client, sid } = await rig.openChannel('NUMBER');
    client.send(add(sid, 7, Mask.value), add(sid, 8, Mask.property));
    const first = [await client.take(Command.eventAdd), await client.take(Command.eventAdd)];
    expect(first.map(({ p2, payload }) => [p2, payload.readDoubleBE(0)])).toEqual([
      [7, 1.5],
      [8, 1.5],
    ]);
    void put(2);
    expect(await client.take(Command.eventAdd)).toMatchObject({ p1: Status.normal, p2: 7 });
    void rig.facility.find('NUMBER.EGU')!.record.put('EGU', 'cm');
    expect(await client.take(Command.eventAdd)).toMatchObject({ p2: 8 });
    client.send((writer) => writeEventCancel(writer, sid, 7, { type: DOUBLE, count: 1 }));
    expect(await client.take(Command.eventAdd)).toMatchObject({ p2: 7, payload: Buffer.alloc(0) });
    void put(3);
    client.send(writeEcho);
    await client.take(Command.echo);
    expect(client.received).toEqual([]);
  });

  it('wait while they are turned off, and then tell the latest', async () => {
    const { client, sid } = await rig.openChannel('NUMBER');
    client.send(add(sid, 7, Mask.value), (writer) => writeHead(writer, { command: Command.eventsOff }), writeEcho);
    await client.take(Command.echo);
    for (const value of [2, 3, 4]) void put(value);
    client.send((writer) => writeHead(writer, { command: Command.eventsOn }));
    expect((await client.take(Command.eventAdd)).payload.readDoubleBE(0)).toBe(4);
    client.send(writeEcho);
    await client.take(Command.echo);
    expect(client.received).toEqual([]);
  });

  it('say so when there is no value to tell', async () => {
    const { client, sid } = await rig.openChannel('TEXT');
    client.send(add(sid, 7, Mask.value));
    expect((await client.take(Command.eventAdd)).payload.readDoubleBE(0)).toBe(12);
    void rig.facility.find('TEXT')!.record.put('VAL', 'no number');
    expect(await client.take(Command.eventAdd)).toMatchObject({ p1: Status.getFailed, p2: 7 });
  });
});

it('ends a connection that makes no sense, and no other', async () => {
  const { client, sid } = await rig.openChannel('NUMBER');
  const other = await rig.open();
  other.raw(Buffer.from('ff'.repeat(16), 'hex'));
  await other.ended;
  client.send((writer) => writeReadNotify(writer, sid, 5, DOUBLE, 1));
  expect((await client.take(Command.readNotify)).payload.readDoubleBE(0)).toBe(1.5);
});
