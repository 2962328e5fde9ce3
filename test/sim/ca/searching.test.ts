import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  Command,
  type Message,
  MessageStream,
  MINOR_VERSION,
  type SearchResponse,
  readSearchResponse,
  writeSearch,
  writeTextMessage,
  writeVersion,
} from '@devgen/runtime/ca/codec';
import { describe, expect, it, vi } from 'vitest';
import { bytesOf, type Write } from './raw-client.ts';
import { Rig } from './rig.ts';

const rig = new Rig();

/** The last one is answered in any case. */
const LAST = { cid: 99, name: 'NUMBER' };

function answerOf(message: Message): SearchResponse & { readonly command: number } {
  return { command: message.command, ...readSearchResponse(message) };
}

/** What is answered by UDP, with the command of each. */
async function ask(...writes: readonly Write[]): Promise<readonly (SearchResponse & { readonly command: number })[]> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const answers: (SearchResponse & { readonly command: number })[] = [];
  socket.on('message', (bytes) => {
    new MessageStream((message) => void answers.push(answerOf(message))).push(bytes);
  });
  socket.send(bytesOf(...writes), rig.server.searchPort, '127.0.0.1');
  socket.send(
    bytesOf((writer) => writeSearch(writer, LAST)),
    rig.server.searchPort,
    '127.0.0.1',
  );
  await vi.waitFor(() => expect(answers.some(({ cid }) => cid === LAST.cid)).toBe(true));
  socket.close();
  return answers.filter(({ command, cid }) => command !== Command.version && cid !== LAST.cid);
}

describe('a search', () => {
  it('by UDP is answered for what is there, also for fields', async () => {
    const names = ['NUMBER', 'NOBODY', 'MODE.ZRST', 'NUMBER.NOPE', 'LONG.VAL$', 'NUMBER.VAL$'];
    const searches = names.map(
      (name, cid): Write =>
        (writer) =>
          writeSearch(writer, { cid, name }),
    );
    const answers = await ask(writeVersion, ...searches);
    const answer = { command: Command.search, host: undefined, port: rig.server.port };
    expect(answers).toEqual([0, 2, 4].map((cid) => ({ ...answer, cid })));
  });

  it('that wants to hear of what is not there does', async () => {
    const head = { command: Command.search, type: 10, count: MINOR_VERSION, p1: 7, p2: 7 };
    const answers = await ask((writer) => writeTextMessage(writer, head, 'NOBODY'));
    expect(answers).toMatchObject([{ command: Command.notFound, cid: 7 }]);
  });

  it('survives what is none', async () => {
    expect(await ask((writer) => writer.raw(Buffer.from('ffff000100000000', 'hex')))).toEqual([]);
  });

  it('may come by TCP', async () => {
    const client = await rig.open();
    client.send(
      (writer) => writeSearch(writer, { cid: 4, name: 'NOBODY' }),
      (writer) => writeSearch(writer, { cid: 5, name: 'NUMBER' }),
    );
    expect(await client.take(Command.search)).toMatchObject({ p2: 5, type: rig.server.port });
  });
});
