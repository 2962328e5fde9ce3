import { BitSet, Command, OK, Sub, writeChanges, writeStatus } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { ntScalar } from '../../codec/samples.ts';
import { Recorder } from '../recorder.ts';
import { type Asked, clientOf, coded, readAsked, sendBegun, sendUpdate, startServer } from '../wire-calls.ts';
import { monitorScript, sendEnd, started } from './monitor-script.ts';

describe('a monitor', () => {
  it('tells nothing after it was stopped, and is ended on the server', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    const client = clientOf(server);
    const monitor = client.channel('A').monitor(told.on);
    const kept = new Recorder();
    client.channel('A').monitor(kept.on);
    await started(server, script, 2);
    const [one, other] = script.asked.filter(({ sub }) => sub === Sub.init);
    monitor.stop();
    monitor.stop();
    await server.until(() => script.destroyed.length === 1);
    sendUpdate(server.connections[0]!, one!, { value: 1 });
    sendUpdate(server.connections[0]!, other!, { value: 2 });
    await kept.until(() => kept.events.length === 1);
    expect([told.events, kept.values, script.destroyed]).toEqual([[], [2], [one!.ioid]]);
  });

  it('that was stopped before its beginning was answered is not started', async () => {
    const asked: Asked[] = [];
    const server = await startServer({
      message: (_, command, reader) => void asked.push(readAsked(command, reader)),
    });
    const client = clientOf(server);
    const told = new Recorder();
    const monitor = client.channel('A').monitor(told.on);
    await server.until(() => asked.length === 1);
    monitor.stop();
    sendBegun(server.connections[0]!, asked[0]!);
    const other = client.channel('A').introspect();
    await server.until(() => asked.length === 3);
    client.channel('A').close();
    await expect(other).rejects.toEqual(coded('LINK.CLOSED'));
    expect(asked.map(({ command }) => command)).toEqual([Command.monitor, Command.destroyRequest, Command.getField]);
  });

  it('is finished by the server, with a last value or without one', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const [with_, without] = [new Recorder(), new Recorder()];
    client.channel('A').monitor(with_.on);
    client.channel('B').monitor(without.on);
    await started(server, script, 2);
    const [a, b] = script.asked.filter(({ sub }) => sub === Sub.init);
    const [connection] = server.connections;
    sendEnd(connection!, a!, (writer) => {
      writeStatus(writer, OK);
      const marked = new BitSet([1]);
      marked.write(writer);
      writeChanges(ntScalar(), writer, marked, { value: 7 });
      new BitSet().write(writer);
    });
    sendEnd(connection!, b!, (writer) => writeStatus(writer, OK));
    await without.until(() => without.events.length === 1);
    expect([with_.kinds, with_.values, without.kinds]).toEqual([['update', 'finished'], [7], ['finished']]);
    await connection!.destroy();
    await client.channel('A').connect();
    // It does not begin again.
    expect(script.asked.filter(({ sub }) => sub === Sub.init)).toHaveLength(2);
  });

  it('that the server refuses says so and ends', async () => {
    const server = await startServer({
      message: (connection, command, reader) => {
        const { ioid } = readAsked(command, reader);
        connection.send(command, (writer) => {
          writer.u32(ioid);
          writer.u8(Sub.init);
          writeStatus(writer, { type: 'ERROR', message: 'no such field', callTree: '' });
        });
      },
    });
    const pv = clientOf(server).channel('A');
    const told = new Recorder();
    pv.monitor(told.on, { request: 'field(none)' });
    await told.until(() => told.events.length === 1);
    expect(told.events).toEqual([{ kind: 'failed', error: coded('PVA.REMOTE') }]);
    await expect(pv.updates({ request: 'field(none)' }).next()).rejects.toEqual(coded('PVA.REMOTE'));
  });
});
