import { deadline, timeLimit } from '@devgen/runtime/ca';
import { Command, Status, writeHead, writeServerError } from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { clientOf, countingScript, startServer } from '../wire-calls.ts';
import type { WireConnection } from '../wire-server.ts';
import { patient, rejection } from '../with-client.ts';

describe('a call', () => {
  const silent = { asked: () => {} };

  it('that is not answered ends with its deadline, and its answer is dropped', async () => {
    let late: (() => void) | undefined;
    const server = await startServer({
      asked: (connection, asked) => {
        late ??= () => connection.sendValue(asked, 7);
        if (asked.command === Command.readNotify && connection.count(Command.readNotify) > 1) {
          late();
          connection.sendValue(asked, 8);
        }
      },
    });
    const pv = clientOf(server).channel('PV');
    expect(await rejection(pv.get({}, timeLimit(100)))).toMatchObject({ code: 'CALL.TIMEOUT', completed: 'MAYBE' });
    expect((await pv.get({}, patient())).value).toBe(8);
  });

  it('can be aborted before and after it is sent', async () => {
    const server = await startServer(silent);
    const pv = clientOf(server).channel('PV');
    await pv.connect(patient());
    const abort = new AbortController();
    const put = rejection(pv.put(1, { wait: true }, deadline(20_000, abort.signal)));
    abort.abort(new Error('enough'));
    expect(await put).toMatchObject({ code: 'CALL.ABORTED', completed: 'MAYBE' });
    const early = await rejection(pv.get({}, deadline(20_000, AbortSignal.abort(new Error('before')))));
    expect(early).toMatchObject({ code: 'CALL.ABORTED', completed: 'NO' });
  });

  it('is refused by the status of its answer, or by an error that names it', async () => {
    const server = await startServer({
      asked: (connection, { command, p1, p2 }) => {
        if (command === Command.readNotify) {
          connection.send((writer) => writeHead(writer, { command, type: 20, count: 1, p1: Status.getFailed, p2 }));
        } else if (command === Command.writeNotify) {
          const request = { command, p1, p2 };
          connection.send((w) => writeServerError(w, { cid: 1, status: Status.putFailed, request, text: 'not now' }));
        }
      },
    });
    const pv = clientOf(server).channel('PV');
    expect(await rejection(pv.get({}, patient()))).toMatchObject({ code: 'CA.REMOTE', status: Status.getFailed });
    const error = await rejection(pv.put(1, { wait: true }, patient()));
    expect(error).toMatchObject({ code: 'CA.REMOTE', status: Status.putFailed, completed: 'NO' });
    expect(String(error)).toContain('not now');
  });

  it('whose answer makes no sense fails alone', async () => {
    const script = countingScript();
    const server = await startServer({
      asked: (connection, asked) => {
        if (connection.count(Command.readNotify) > 1) script.asked!(connection, asked);
        else connection.send((w) => writeHead(w, { command: asked.command, type: 20, count: 9, p1: 1, p2: asked.p2 }));
      },
    });
    const client = clientOf(server);
    expect(await rejection(client.channel('PV').get({}, patient()))).toMatchObject({ code: 'CA.PROTOCOL' });
    expect((await client.channel('OTHER').get({}, patient())).value).toBe(1);
    expect(server.connections).toHaveLength(1);
  });

  it('that nobody waits for is complained of as a warning', async () => {
    const server = await startServer({
      asked: (connection, { command, p1, p2 }) => {
        if (command !== Command.write) return;
        const request = { command, p1, p2 };
        connection.send((w) => writeServerError(w, { cid: p2, status: Status.noWriteAccess, request, text: '' }));
      },
    });
    const client = clientOf(server);
    const warned = new Promise((resolve) => client.onWarning(resolve));
    await client.channel('PV').put(1, {}, patient());
    expect(await warned).toMatchObject({ code: 'CA.MESSAGE', source: 'ca://PV' });
  });

  it('that was put is put once, and fails when the connection goes', async () => {
    const puts: WireConnection[] = [];
    const server = await startServer({
      asked: (connection, { command }) => {
        if (command !== Command.writeNotify) return;
        puts.push(connection);
        void connection.destroy();
      },
    });
    const pv = clientOf(server).channel('PV');
    const error = await rejection(pv.put(1, { wait: true }, patient()));
    expect(error).toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE' });
    await pv.connect(patient());
    expect(server.connections).toHaveLength(2);
    expect(puts).toHaveLength(1);
  });

  it('of a put that was given up makes the next one wait for the server', async () => {
    const server = await startServer(silent);
    const pv = clientOf(server).channel('PV');
    await pv.connect(patient());
    expect(await rejection(pv.put(1, { wait: true }, timeLimit(50)))).toMatchObject({ completed: 'MAYBE' });
    expect(await rejection(pv.put(2, { wait: true }, timeLimit(50)))).toMatchObject({ completed: 'NO' });
    const [connection] = server.connections;
    expect(connection!.count(Command.writeNotify)).toBe(1);
    const { p2 } = connection!.asked.find(({ command }) => command === Command.writeNotify)!;
    const put = pv.put(3, { wait: true }, patient());
    connection!.send((writer) => writeHead(writer, { command: Command.writeNotify, p1: Status.normal, p2 }));
    await server.until(() => connection!.count(Command.writeNotify) === 2);
    const second = connection!.asked.at(-1)!;
    connection!.send((w) => writeHead(w, { command: Command.writeNotify, p1: Status.normal, p2: second.p2 }));
    await put;
  });

  it('ends when the client is closed', async () => {
    const server = await startServer(silent);
    const client = clientOf(server);
    const pv = client.channel('PV');
    await pv.connect(patient());
    const calls = [pv.get({}, patient()), pv.put(1, { wait: true }, patient()), pv.put(2, { wait: true }, patient())];
    const errors = Promise.all(calls.map(rejection));
    await server.until(() => server.connections[0]!.count(Command.readNotify) === 1);
    await client.close();
    expect(await errors).toMatchObject([
      { code: 'LINK.CLOSED', completed: 'MAYBE' },
      { code: 'LINK.CLOSED', completed: 'MAYBE' },
      { code: 'LINK.CLOSED', completed: 'NO' },
    ]);
  });
});
