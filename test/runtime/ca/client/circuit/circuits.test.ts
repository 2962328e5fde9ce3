import { timeLimit } from '@devgen/runtime/ca';
import { Command } from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../../peers/port.ts';
import { clientOf, countingScript, startServer } from '../wire-calls.ts';
import { patient, rejection } from '../with-client.ts';

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
