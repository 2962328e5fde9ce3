import { deadline, timeLimit } from '@devgen/runtime/ca';
import {
  Command,
  Status,
  writeAccessRights,
  writeCreateFailed,
  writeHead,
  writeServerDisconnect,
  writeServerError,
} from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../peers/port.ts';
import { Recorder } from './recorder.ts';
import { clientOf, countingScript, startServer } from './wire-calls.ts';
import type { WireConnection } from './wire-server.ts';
import { patient, rejection } from './with-client.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `PV:${index}`);

describe('a circuit', () => {
  it('is one a server, however many channels there are', async () => {
    const server = await startServer(countingScript());
    const client = clientOf(server);
    await client.getMany(names(300), {}, patient());
    expect(server.connections).toHaveLength(1);
    expect(server.connections[0]!.count(Command.createChannel)).toBe(300);
  });

  it('begins with who asks, and carries what is written within a tick in one packet', async () => {
    const server = await startServer(countingScript());
    const client = clientOf(server, { user: 'somebody' });
    const channels = names(20).map((name) => client.channel(name));
    await Promise.all(channels.map((channel) => channel.connect(patient())));
    const [connection] = server.connections;
    expect(connection!.commands.slice(0, 4)).toEqual([
      Command.version,
      Command.clientName,
      Command.hostName,
      Command.createChannel,
    ]);
    const before = connection!.reads;
    for (const channel of channels) void channel.put(1, {}, patient());
    await Promise.all(channels.map((channel) => channel.get({}, patient())));
    expect(connection!.reads).toBe(before + 1);
  });

  it('ends with its last channel', async () => {
    const server = await startServer(countingScript());
    const client = clientOf(server);
    const pv = client.channel('PV');
    await pv.get({}, patient());
    pv.close();
    await server.connections[0]!.gone;
    expect(server.connections[0]!.commands.at(-1)).toBe(Command.clearChannel);
    expect(await rejection(pv.get())).toMatchObject({ code: 'LINK.CLOSED' });
    expect(client.channel('PV')).not.toBe(pv);
  });

  it('is asked whether it is there only when it has been silent', async () => {
    const script = countingScript();
    const server = await startServer(script);
    const environment = { ...server.environment, EPICS_CA_CONN_TMO: '0.2' };
    const client = clientOf({ environment });
    await client.channel('PV').connect(patient());
    const connection = server.connections[0]!;
    await server.until(() => connection.count(Command.echo) === 2);
    expect(client.channel('PV').state.state).toBe('connected');
  });

  it('that does not answer then is lost, and what was asked is asked again', async () => {
    const script = countingScript();
    let isSilent = true;
    const server = await startServer({
      answersEcho: false,
      asked: (connection, asked) => {
        if (!isSilent) script.asked!(connection, asked);
      },
    });
    const environment = { ...server.environment, EPICS_CA_CONN_TMO: '0.2' };
    const pv = clientOf({ environment }).channel('PV');
    const states: unknown[] = [];
    pv.onState((state) => {
      states.push(state);
      if (state.state === 'searching' && 'why' in state) isSilent = false;
    });
    expect((await pv.get({}, patient())).value).toBe(1);
    expect(states).toContainEqual(expect.objectContaining({ why: expect.objectContaining({ code: 'LINK.LOST' }) }));
  });

  it('that says nothing from the beginning is given up', async () => {
    const server = await startServer({ greets: false, created: () => {} });
    const client = clientOf(server, { connectTimeout: 100 });
    const error = await rejection(client.channel('PV').get({}, timeLimit(400)));
    expect(error).toMatchObject({ code: 'CONNECT.TIMEOUT', completed: 'NO' });
  });

  it('that sends what is no Channel Access is given up, and not tried again at once', async () => {
    const server = await startServer({
      created: (connection) => connection.raw(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
    });
    const error = await rejection(clientOf(server).channel('PV').get({}, timeLimit(1000)));
    expect(error).toMatchObject({ code: 'CA.PROTOCOL' });
    expect(server.connections).toHaveLength(1);
  });

  it('reads packets that end anywhere', async () => {
    const server = await startServer({
      asked: (connection, asked) => {
        if (asked.command !== Command.readNotify) return;
        connection.raw(Buffer.from('000f001800140001000000010000000100', 'hex').subarray(0, 17 - 1 - 4));
        setTimeout(() => {
          const rest = Buffer.alloc(4 + 24);
          rest.writeUInt32BE(asked.p2, 0);
          rest.writeDoubleBE(2.5, 4 + 16);
          connection.raw(rest.subarray(0, 9));
          setTimeout(() => connection.raw(rest.subarray(9)), 5);
        }, 5);
      },
    });
    expect((await clientOf(server).channel('PV').get({}, patient())).value).toBe(2.5);
  });

  it('that cannot be had is tried less and less often', async () => {
    const server = await startServer({ port: await freePort() });
    const error = await rejection(clientOf(server).channel('PV').get({}, timeLimit(1500)));
    expect(error).toMatchObject({ code: 'CONNECT.FAILED', completed: 'NO' });
    // At once, and 0.4 and 1.2 s later.
    expect(server.searches.length).toBeLessThan(6);
    expect(server.searches.length).toBeGreaterThan(1);
  });

  it('cannot connect to what does not listen', async () => {
    const client = clientOf({ environment: { EPICS_CA_AUTO_ADDR_LIST: 'NO' } });
    const error = await rejection(client.channel('PV', '127.0.0.1:1').get({}, timeLimit(200)));
    expect(error).toMatchObject({ code: 'CONNECT.FAILED', completed: 'NO', source: 'ca://127.0.0.1:1/PV' });
  });
});

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

describe('a monitor', () => {
  it('is told why there is no value, and of values when there are some again', async () => {
    const server = await startServer({
      asked: (connection, asked) => {
        if (asked.command !== Command.eventAdd) return;
        const { command, type, p2 } = asked;
        connection.send((w) => writeHead(w, { command, type, count: 1, p1: Status.noReadAccess, p2 }));
        connection.sendValue(asked, 4);
      },
    });
    const told = new Recorder();
    clientOf(server).channel('PV').monitor(told.on);
    await told.until(() => told.updates.length === 1);
    expect(told.events[0]).toMatchObject({
      kind: 'failed',
      error: { code: 'CA.REMOTE', status: Status.noReadAccess, source: 'ca://PV' },
    });
    expect(told.values).toEqual([4]);
  });

  it('that is stopped is stopped at the server', async () => {
    const server = await startServer(countingScript());
    const told = new Recorder();
    const monitor = clientOf(server).channel('PV').monitor(told.on);
    await told.until(() => told.updates.length === 1);
    monitor.stop();
    const [connection] = server.connections;
    await server.until(() => connection!.count(Command.eventCancel) === 1);
    const [add, cancel] = [Command.eventAdd, Command.eventCancel].map((command) =>
      connection!.asked.find((each) => each.command === command)!,
    );
    expect(cancel!.p2).toBe(add!.p2);
    connection!.sendValue(add!, 5);
    await clientOf(server).channel('PV').get({}, patient());
    expect(told.values).toEqual([1]);
  });
});
