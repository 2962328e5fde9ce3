import { timeLimit } from '@devgen/runtime/pva';
import {
  Command,
  Control,
  scalar,
  structOf,
  writeChannelCreated,
  writeDestroyChannel,
  writeStatus,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { hexOf } from '../codec/bytes.ts';
import { clientOf, coded, countingScript, startServer } from './wire-calls.ts';
import { patient } from './with-client.ts';
import type { WireConnection } from './wire-connection.ts';

describe('a connection', () => {
  it('says nothing before the server has spoken, and asks for nothing before it is accepted', async () => {
    const server = await startServer({ accepted: () => {} });
    const client = clientOf(server);
    const connected = client.channel('A').connect(patient());
    await server.until(() => server.connections.length === 1);
    const [connection] = server.connections;
    // What it would send by itself has come when the search for another channel has.
    const other = client.channel('B').connect(patient());
    await server.until(() => server.soughtNames.includes('B'));
    expect(connection!.bytes).toEqual([]);
    connection!.greet();
    await Promise.all([connected, other]);
    const { connectionValidation, createChannel } = Command;
    expect(connection!.commands).toEqual([connectionValidation, createChannel, createChannel]);
  });

  it.each([
    [['anonymous', 'ca'], 'ca'],
    [['ca', 'anonymous'], 'anonymous'],
    [['anonymous', 'ca', 'x509', 'other'], 'ca'],
    [['other'], 'anonymous'],
    [[], 'anonymous'],
  ])('of a server with the methods %j is by %s', async (methods, method) => {
    const server = await startServer({ methods });
    await clientOf(server, { user: 'someone' }).channel('A').connect(patient());
    const { introduction } = server.connections[0]!;
    expect(introduction).toMatchObject({ method, qos: 0 });
    if (method === 'anonymous') expect(introduction?.credentials).toBeNull();
    else {
      expect(introduction?.credentials).toEqual({
        type: structOf({ user: scalar('str'), host: scalar('str') }),
        value: { user: 'someone', host: expect.any(String) },
      });
    }
  });

  it('goes on as nobody where the server does not accept who it is, and says so', async () => {
    const server = await startServer({
      accepted: (connection) => {
        connection.greet();
        connection.send(Command.connectionValidated, (writer) =>
          writeStatus(writer, { type: 'ERROR', message: 'who?', callTree: '' }),
        );
      },
    });
    const client = clientOf(server);
    const warnings: unknown[] = [];
    client.onWarning((warning) => warnings.push(warning));
    await client.channel('A').connect(patient());
    expect(warnings).toEqual([coded('PVA.AUTHENTICATION')]);
  });

  it.each([false, true])('speaks in the order that the server asks for, big-endian: %s', async (bigEndian) => {
    const server = await startServer({ bigEndian });
    await clientOf(server).channel('A').connect(patient());
    const [connection] = server.connections;
    const start = hexOf(Buffer.concat(connection!.bytes)).slice(0, 8);
    expect(start).toBe(bigEndian ? 'ca028001' : 'ca020001');
  });

  it('reads each message in the order of its own flag', async () => {
    // It orders little-endian, and then speaks big-endian, as its right is.
    const server = await startServer({
      bigEndian: true,
      accepted: (connection) => {
        connection.raw(Uint8Array.of(0xca, 2, 0x41, Control.setByteOrder, 0, 0, 0, 0));
        greetOnly(connection);
      },
    });
    await clientOf(server).channel('A').connect(patient());
    expect(hexOf(server.connections[0]!.bytes[0]!).slice(0, 8)).toBe('ca020001');
  });

  it('is one, whatever number of channels', async () => {
    const server = await startServer();
    const client = clientOf(server);
    await Promise.all(Array.from({ length: 300 }, (_, i) => client.channel(`PV:${i}`).connect(patient())));
    expect(server.connections).toHaveLength(1);
    expect(server.connections[0]!.count(Command.createChannel)).toBe(300);
  });

  it('ends with its last channel', async () => {
    const server = await startServer();
    const client = clientOf(server);
    const [a, b] = [client.channel('A'), client.channel('B')];
    await Promise.all([a.connect(patient()), b.connect(patient())]);
    a.close();
    await server.until(() => server.connections[0]!.count(Command.destroyChannel) === 1);
    b.close();
    await server.connections[0]!.gone;
    expect(server.connections[0]!.count(Command.destroyChannel)).toBe(2);
  });

  it('is left when a server does not begin to speak', async () => {
    const server = await startServer({ accepted: () => {} });
    const client = clientOf(server, { connectTimeout: 100 });
    const connect = client.channel('A', server.endpoint).connect(timeLimit(400));
    await expect(connect).rejects.toEqual(coded('CONNECT.TIMEOUT', 'NO'));
    await expect(connect).rejects.toThrow(/accepts connections but does not begin to speak/);
  });

  it('that is refused names the server and why', async () => {
    const server = await startServer();
    const { endpoint } = server;
    const client = clientOf(server);
    await server.stop();
    await expect(client.channel('A', endpoint).connect(timeLimit(200))).rejects.toMatchObject({
      code: 'CONNECT.FAILED',
      message: expect.stringContaining(`Cannot connect to ${endpoint}: nothing listens there`),
    });
  });

  it('answers the echo that a server sends as a control message', async () => {
    const server = await startServer();
    await clientOf(server).channel('A').connect(patient());
    const [connection] = server.connections;
    connection!.sendControl(Control.echoRequest, 7);
    await server.until(() => connection!.controls.length > 0);
    expect(connection!.controls).toEqual([Control.echoResponse]);
  });

  it('speaks by itself now and then, though the server keeps talking, and is lost when the server falls silent', async () => {
    const server = await startServer({ answersEcho: false });
    const environment = { ...server.environment, EPICS_PVA_CONN_TMO: '2' };
    const client = clientOf(server, { environment });
    const pv = client.channel('A');
    await pv.connect(patient());
    const [connection] = server.connections;
    const chatter = setInterval(() => connection!.send(Command.echo), 50);
    await server.until(() => connection!.count(Command.echo) >= 2);
    expect(pv.state.state).toBe('connected');
    clearInterval(chatter);
    const lost = new Promise((resolve) => pv.onState(resolve));
    await expect(lost).resolves.toMatchObject({ state: 'searching', why: { code: 'LINK.LOST' } });
    await connection!.gone;
  });
});

/** The validation request alone. */
function greetOnly(connection: WireConnection): void {
  connection.send(Command.connectionValidation, (writer) => {
    writer.u32(0x4400);
    writer.u16(0x7fff);
    writer.size(1);
    writer.string('anonymous');
  });
}

describe('a channel', () => {
  it('that the server closes is looked for again, and its gets go on', async () => {
    const script = countingScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const pv = client.channel('A');
    const states: string[] = [];
    pv.onState(({ state }) => states.push(state));
    await pv.get('', patient());
    server.connections[0]!.send(Command.destroyChannel, (writer) => writeDestroyChannel(writer, 101, 1));
    await server.until(() => server.soughtNames.length === 2);
    await expect(pv.get('', patient())).resolves.toMatchObject({ value: { value: 2 } });
    expect(states).toEqual(['searching', 'connecting', 'connected', 'searching', 'connecting', 'connected']);
    // It was its last channel: the connection went with it.
    expect(server.connections).toHaveLength(2);
  });

  it('that is refused is not asked for again at once, though the server answers each search', async () => {
    const server = await startServer({
      created: (connection, cid) =>
        connection.send(Command.createChannel, (writer) =>
          writeChannelCreated(writer, {
            cid,
            sid: 0,
            status: { type: 'FATAL', message: 'no such field', callTree: '' },
          }),
        ),
    });
    const client = clientOf(server);
    const error = client.channel('A.TIME').get('', timeLimit(1500));
    await expect(error).rejects.toEqual(coded('PVA.REFUSED', 'NO'));
    await expect(error).rejects.toThrow(`${server.endpoint} refused the channel: no such field`);
    expect(server.connections.flatMap(({ commands }) => commands)).toEqual([
      Command.connectionValidation,
      Command.createChannel,
    ]);
    expect(server.soughtNames).toEqual(['A.TIME']);
  });

  it('that is granted after it was given up is given back', async () => {
    const later: (() => void)[] = [];
    const server = await startServer({
      created: (connection, cid) => void later.push(() => server.grant(connection, cid)),
    });
    const client = clientOf(server);
    const [kept, closed] = [client.channel('A'), client.channel('B')];
    void kept.connect(patient()).catch(() => {});
    void closed.connect(patient()).catch(() => {});
    await server.until(() => later.length >= 2);
    closed.close();
    for (const grant of later) grant();
    const [connection] = server.connections;
    await server.until(() => connection!.count(Command.destroyChannel) === 1);
    await kept.connect(patient());
  });

  it('granted twice, or of a number that nobody has, changes nothing', async () => {
    const script = countingScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const pv = client.channel('A');
    await pv.connect(patient());
    const [connection] = server.connections;
    for (const cid of [1, 1, 999]) server.grant(connection!, cid);
    connection!.send(Command.destroyChannel, (writer) => writeDestroyChannel(writer, 5, 999));
    await expect(pv.get('', patient())).resolves.toMatchObject({ value: { value: 1 } });
  });

  it('that was closed rejects what waited for it, and what comes after', async () => {
    const server = await startServer({ message: () => {} });
    const client = clientOf(server);
    const pv = client.channel('A');
    const get = pv.get('', patient());
    await pv.connect(patient());
    pv.close();
    await expect(get).rejects.toEqual(coded('LINK.CLOSED'));
    await expect(pv.get('', patient())).rejects.toEqual(coded('LINK.CLOSED', 'NO'));
    expect(client.channel('A')).not.toBe(pv);
  });
});
