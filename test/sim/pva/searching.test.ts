import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  Command,
  MessageStream,
  PvDataWriter,
  readBeacon,
  readSearchResponse,
  type Search,
  type SearchResponse,
  writeMessage,
  writeSearch,
} from '@devgen/runtime/pva/codec';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { numberPv, Pvs } from './pvs.ts';
import { message } from './raw-client.ts';
import { Rig } from './rig.ts';

const rig = new Rig();
beforeEach(() => rig.start(new Pvs({ number: numberPv() })));

const search: Search = {
  sequence: 7,
  mustReply: false,
  unicast: true,
  replyPort: 0,
  protocols: ['tcp'],
  names: [
    { cid: 5, name: 'number' },
    { cid: 6, name: 'nobody' },
  ],
};

/** What is answered to a datagram; undefined where a later one is answered instead. */
async function searchByUdp(sought: Search): Promise<SearchResponse | undefined> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const answers: SearchResponse[] = [];
  socket.on('message', (bytes) => {
    new MessageStream({ message: (_, reader) => void answers.push(readSearchResponse(reader)), control() {} }).push(
      bytes,
    );
  });
  const send = (each: Search): void => {
    const writer = new PvDataWriter(false);
    writeMessage(writer, Command.search, (payload) => writeSearch(payload, each));
    socket.send(writer.written(), rig.server.searchPort, '127.0.0.1');
  };
  send(sought);
  // It is answered in any case, and after the first.
  send({ ...search, sequence: 0xffff, mustReply: true, names: [] });
  await vi.waitFor(() => expect(answers.some(({ sequence }) => sequence === 0xffff)).toBe(true));
  socket.close();
  await once(socket, 'close');
  return answers.find(({ sequence }) => sequence !== 0xffff);
}

describe('a search', () => {
  it('by UDP names the server and what it has', async () => {
    const { guid, port } = rig.server;
    const answer = { guid, port, sequence: 7, address: undefined, protocol: 'tcp', found: true, cids: [5] };
    expect(await searchByUdp(search)).toEqual(answer);
  });

  it('by UDP is not answered where there is nothing to say', async () => {
    expect(await searchByUdp({ ...search, names: [{ cid: 6, name: 'nobody' }] })).toBeUndefined();
    expect(await searchByUdp({ ...search, protocols: ['tls'] })).toBeUndefined();
  });

  it('that wants an answer has one', async () => {
    const sought = { ...search, mustReply: true, names: [{ cid: 6, name: 'nobody' }] };
    expect(await searchByUdp(sought)).toMatchObject({ found: false, cids: [], guid: rig.server.guid });
  });

  it('never finds what every server has', async () => {
    expect(await searchByUdp({ ...search, names: [{ cid: 1, name: 'server' }] })).toBeUndefined();
  });

  it('may come by TCP, and in the other byte order', async () => {
    const client = await rig.open();
    for (const little of [true, false]) {
      client.send(message(Command.search, (writer) => writeSearch(writer, search), little));
      const answer = readSearchResponse(await client.reader(Command.searchResponse));
      expect(answer).toMatchObject({ found: true, cids: [5], port: rig.server.port });
    }
  });

  it('survives what is none', async () => {
    const socket = createSocket('udp4');
    for (const bytes of ['', 'ca', 'ca02800300000004', 'ca028003ffffffff00', '00'.repeat(500)]) {
      socket.send(Buffer.from(bytes, 'hex'), rig.server.searchPort, '127.0.0.1');
    }
    expect(await searchByUdp(search)).toMatchObject({ found: true });
    socket.close();
  });
});

describe('beacons', () => {
  it('tell that the server is there, and that it has other PVs', async () => {
    await rig.server.stop();
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const beacons: ReturnType<typeof readBeacon>[] = [];
    socket.on('message', (bytes) => {
      new MessageStream({ message: (_, reader) => void beacons.push(readBeacon(reader)), control() {} }).push(bytes);
    });
    await rig.start(new Pvs({ number: numberPv() }), { beacons: [{ host: '127.0.0.1', port: socket.address().port }] });
    await vi.waitFor(() => expect(beacons).toHaveLength(1));
    rig.pvs.set('other', numberPv());
    await vi.waitFor(() => expect(beacons).toHaveLength(2));
    const { guid, port } = rig.server;
    const common = { guid, port, sequence: 0, address: undefined, protocol: 'tcp' };
    expect(beacons).toEqual([
      { ...common, change: 0 },
      { ...common, change: 1 },
    ]);
    socket.close();
  });
});
