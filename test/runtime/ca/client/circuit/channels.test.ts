import { timeLimit } from '@devgen/runtime/ca';
import {
  Command,
  writeAccessRights,
  writeCreateFailed,
  writeHead,
  writeServerDisconnect,
} from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { Recorder } from '../recorder.ts';
import { clientOf, countingScript, startServer } from '../wire-calls.ts';
import { patient, rejection } from '../with-client.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `PV:${index}`);
describe('a channel', () => {
  it('that is refused is asked for again later, and its error says so', async () => {
    const server = await startServer({
      created: (connection, cid) => connection.send((writer) => writeCreateFailed(writer, cid)),
    });
    const error = await rejection(clientOf(server).channel('PV').get({}, timeLimit(1000)));
    expect(error).toMatchObject({ code: 'CA.REFUSED', completed: 'NO', source: 'ca://PV' });
    expect(server.soughtNames).toEqual(['PV']);
  });

  it('that is refused among many delays nobody until the deadline', async () => {
    const script = countingScript();
    const server = await startServer({
      ...script,
      created: (connection, cid, name) => {
        if (name === 'PV:1') connection.send((writer) => writeCreateFailed(writer, cid));
        else server.grant(connection, cid);
      },
    });
    const results = await clientOf(server).getMany(names(3), {}, timeLimit(120_000));
    expect([...results.values()].map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(results.get('PV:1')).toMatchObject({ error: { code: 'CA.REFUSED' } });
  });

  it('that its server takes away is looked for again, and monitored again', async () => {
    const server = await startServer(countingScript());
    const pv = clientOf(server).channel('PV');
    const told = new Recorder();
    pv.monitor(told.on);
    await told.until(() => told.updates.length === 1);
    const cid = server.connections[0]!.asked.find(({ command }) => command === Command.createChannel)!.p1;
    server.connections[0]!.send((writer) => writeServerDisconnect(writer, cid));
    await told.until(() => told.updates.length === 2);
    expect(told.kinds).toEqual(['update', 'disconnected', 'update']);
    expect(told.events[1]).toMatchObject({ why: { code: 'LINK.LOST' } });
  });

  it('tells when what may be done changes', async () => {
    const server = await startServer(countingScript());
    const pv = clientOf(server).channel('PV');
    await pv.get({}, patient());
    const changed = new Promise((resolve) => pv.onAccess(resolve));
    const cid = server.connections[0]!.asked.find(({ command }) => command === Command.createChannel)!.p1;
    server.connections[0]!.send((writer) => writeAccessRights(writer, cid, { read: false, write: false }));
    expect(await changed).toEqual({ read: false, write: false });
    expect(await rejection(pv.get({}, patient()))).toMatchObject({ code: 'CA.ACCESS', completed: 'NO' });
    expect(await rejection(pv.put(1, {}, patient()))).toMatchObject({ code: 'CA.ACCESS', completed: 'NO' });
  });

  it('of a type that is no value is refused', async () => {
    const server = await startServer({
      created: (connection, cid) =>
        connection.send((writer) =>
          writeHead(writer, { command: Command.createChannel, type: 0xffff, p1: cid, p2: 1 }),
        ),
    });
    const error = await rejection(clientOf(server).channel('PV').get({}, timeLimit(500)));
    expect(error).toMatchObject({ code: 'CA.REFUSED' });
  });

  it('of an old server is asked for all of its elements', async () => {
    const server = await startServer({
      greets: false,
      created: (connection, cid) => {
        connection.send((writer) => writeHead(writer, { command: Command.version, count: 11 }));
        server.grant(connection, cid, 5);
      },
      asked: (connection, asked) => {
        if (asked.command === Command.readNotify) connection.sendValue(asked, 1);
      },
    });
    await clientOf(server).channel('PV').get({}, patient());
    expect(server.connections[0]!.asked.at(-1)).toMatchObject({ command: Command.readNotify, count: 5 });
  });
});
