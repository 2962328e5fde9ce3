import { scalar, type StructType, structOf } from '@devgen/runtime/pva';
import {
  BitSet,
  Command,
  OK,
  type PvDataReader,
  type PvDataWriter,
  readVariant,
  Sub,
  writeChanges,
  writeStatus,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { ntScalar } from '../codec/samples.ts';
import { Recorder } from './recorder.ts';
import { type Asked, clientOf, coded, readAsked, sendBegun, sendUpdate, startServer } from './wire-calls.ts';
import type { WireConnection, WireServer } from './wire-server.ts';

interface MonitorAsked extends Asked {
  readonly request: unknown;
  /** Updates that may be under way, or were taken. */
  readonly window: number | undefined;
}

interface MonitorScript {
  readonly asked: MonitorAsked[];
  readonly destroyed: number[];
  type: StructType;
  message(connection: WireConnection, command: number, reader: PvDataReader): void;
}

/** Begins monitors and records what is asked of them; updates are the test's business. */
function monitorScript(): MonitorScript {
  const script: MonitorScript = {
    asked: [],
    destroyed: [],
    type: ntScalar(),
    message(connection, command, reader) {
      const asked = readAsked(command, reader);
      if (command === Command.destroyRequest) return void script.destroyed.push(asked.ioid);
      const isInit = (asked.sub & Sub.init) !== 0;
      const request = isInit ? readVariant(reader)?.value : undefined;
      script.asked.push({ ...asked, request, window: reader.remaining > 0 ? reader.u32() : undefined });
      if (isInit) sendBegun(connection, asked, script.type);
    },
  };
  return script;
}

/** An update of some fields, by their bits. */
function sendChange(
  connection: WireConnection,
  { ioid }: Asked,
  bits: readonly number[],
  value: Parameters<typeof writeChanges>[3],
  overrun: readonly number[] = [],
): void {
  connection.send(Command.monitor, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    const marked = new BitSet(bits);
    marked.write(writer);
    writeChanges(ntScalar(), writer, marked, value);
    new BitSet(overrun).write(writer);
  });
}

function sendEnd(connection: WireConnection, { ioid }: Asked, write: (writer: PvDataWriter) => void): void {
  connection.send(Command.monitor, (writer) => {
    writer.u32(ioid);
    writer.u8(Sub.destroy);
    write(writer);
  });
}

/** Resolves when a monitor was started so many times. */
const started = async (server: WireServer, script: MonitorScript, times = 1): Promise<void> =>
  server.until(() => script.asked.filter(({ sub }) => sub === Sub.start).length === times);

describe('a monitor', () => {
  it('is begun, started, and told the whole value first and then what changed, merged', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    clientOf(server).channel('A').monitor(told.on, { request: 'field(value,alarm)' });
    await started(server, script);
    const [connection] = server.connections;
    const [asked] = script.asked;
    expect(script.asked.map(({ sub }) => sub)).toEqual([Sub.init, Sub.start]);
    expect(asked?.request).toEqual({ field: { value: {}, alarm: {} } });
    sendUpdate(connection!, asked!, { value: 1, alarm: { severity: 1, message: 'LOW' } });
    sendChange(connection!, asked!, [1], { value: 2 });
    sendChange(connection!, asked!, [3], { alarm: { severity: 2 } });
    sendChange(connection!, asked!, [], {});
    await told.until(() => told.events.length === 4);
    expect(told.updates.map(({ value }) => [value['value'], value['alarm']])).toMatchObject([
      [1, { severity: 1, message: 'LOW' }],
      [2, { severity: 1, message: 'LOW' }],
      [2, { severity: 2, message: 'LOW' }],
      [2, { severity: 2, message: 'LOW' }],
    ]);
    expect(told.updates.map(({ sent }) => [...sent])).toEqual([[0], [1], [3], []]);
    // What did not change is the same object, and what was told before has not changed.
    expect(told.updates[1]!.value['alarm']).toBe(told.updates[0]!.value['alarm']);
  });

  it('counts what the server left out', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    const monitor = clientOf(server).channel('A').monitor(told.on);
    await started(server, script);
    const [connection] = server.connections;
    sendUpdate(connection!, script.asked[0]!, { value: 1 });
    sendChange(connection!, script.asked[0]!, [1, 3], { value: 5, alarm: { severity: 1 } }, [1]);
    await told.until(() => told.updates.length === 2);
    expect(told.updates.map(({ overrun }) => [...overrun])).toEqual([[], [1]]);
    expect(monitor.stats).toEqual({ updates: 2, overruns: 1, skipped: 0, longestQueue: 0 });
  });

  it('pauses and goes on, also over a new connection', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    const monitor = clientOf(server).channel('A').monitor(told.on);
    await started(server, script);
    monitor.pause();
    monitor.pause();
    await server.until(() => script.asked.length === 3);
    await server.connections[0]!.destroy();
    await server.until(() => script.asked.length === 4);
    monitor.resume();
    monitor.resume();
    await started(server, script, 2);
    expect(script.asked.map(({ sub }) => sub)).toEqual([Sub.init, Sub.start, Sub.stop, Sub.init, Sub.start]);
  });

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

  it('begins again with a whole value, of another type where the PV has another one', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    clientOf(server).channel('A').monitor(told.on);
    await started(server, script);
    sendUpdate(server.connections[0]!, script.asked[0]!, { value: 1.5, alarm: { severity: 3 } });
    await told.until(() => told.updates.length === 1);
    script.type = ntScalar(scalar('str'));
    await server.connections[0]!.destroy();
    await started(server, script, 2);
    sendChangeOf(script.type, server.connections[1]!, script.asked[2]!, [1], { value: 'text' });
    await told.until(() => told.updates.length === 2);
    expect(told.kinds).toEqual(['update', 'disconnected', 'update']);
    expect(told.updates[1]).toMatchObject({ type: script.type, value: { value: 'text', alarm: { severity: 0 } } });
  });

  it('is told by callbacks whose errors are their own', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const uncaught: unknown[] = [];
    const handlers = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    try {
      client.channel('A').monitor(() => {
        throw new Error('of the user');
      });
      const told = new Recorder();
      client.channel('A').monitor(told.on);
      await started(server, script, 2);
      for (const asked of script.asked.filter(({ sub }) => sub === Sub.init)) {
        sendUpdate(server.connections[0]!, asked, { value: 1 });
      }
      await told.until(() => told.updates.length === 1);
      expect(server.connections).toHaveLength(1);
      expect(uncaught).toMatchObject([{ message: 'of the user' }]);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const handler of handlers) process.on('uncaughtException', handler);
    }
  });
});

function sendChangeOf(
  type: StructType,
  connection: WireConnection,
  { ioid }: Asked,
  bits: readonly number[],
  value: Parameters<typeof writeChanges>[3],
): void {
  connection.send(Command.monitor, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    const marked = new BitSet(bits);
    marked.write(writer);
    writeChanges(type, writer, marked, value);
    new BitSet().write(writer);
  });
}

describe('a monitor with flow control', () => {
  it('says how many updates may be under way, and what was taken, once for all that came together', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    clientOf(server).channel('A').monitor(told.on, { pipeline: true, queueSize: 4 });
    await started(server, script);
    const [begin] = script.asked;
    expect(begin).toMatchObject({ sub: Sub.init | Sub.pipeline, window: 4 });
    expect(begin?.request).toMatchObject({ record: { _options: { pipeline: 'true', queueSize: '4' } } });
    for (let value = 0; value < 5; value++) sendUpdate(server.connections[0]!, begin!, { value });
    const granted = (): number => script.asked.slice(2).reduce((sum, { window = 0 }) => sum + window, 0);
    await server.until(() => granted() === 5);
    expect(new Set(script.asked.slice(2).map(({ sub }) => sub))).toEqual(new Set([Sub.pipeline]));
  });

  it('says it again on a new connection, whose room is whole', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    clientOf(server).channel('A').monitor(told.on, { pipeline: true, queueSize: 4 });
    await started(server, script);
    sendUpdate(server.connections[0]!, script.asked[0]!, { value: 1 });
    await told.until(() => told.updates.length === 1);
    await server.until(() => script.asked.length === 3);
    await server.connections[0]!.destroy();
    await started(server, script, 2);
    sendUpdate(server.connections[1]!, script.asked[3]!, { value: 2 });
    await server.until(() => script.asked.length === 6);
    expect(script.asked.slice(3).map(({ sub, window }) => [sub, window])).toEqual([
      [Sub.init | Sub.pipeline, 4],
      [Sub.start, undefined],
      [Sub.pipeline, 1],
    ]);
  });

  it('lets the server go on only as updates are taken', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const updates = clientOf(server).channel('A').updates({ pipeline: true, queueSize: 2 });
    await started(server, script);
    for (const value of [1, 2]) sendUpdate(server.connections[0]!, script.asked[0]!, { value });
    // Nobody has taken any: the server hears nothing. What it would hear, it would before the answer to this.
    const other = clientOf(server).channel('B').connect();
    await other;
    expect(script.asked).toHaveLength(2);
    await expect(updates.next()).resolves.toMatchObject({ value: { value: { value: 1 } } });
    await server.until(() => script.asked.length === 3);
    expect(script.asked[2]).toMatchObject({ sub: Sub.pipeline, window: 1 });
    await updates.return();
    await server.until(() => script.destroyed.length === 1);
  });
});

describe('a server that came to the end of the window', () => {
  it('is started once more after a silence, as it may have more, and not again while it had room', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const told = new Recorder();
    clientOf(server).channel('A').monitor(told.on, { pipeline: true, queueSize: 2 });
    await started(server, script);
    const [connection] = server.connections;
    for (const value of [1, 2]) sendUpdate(connection!, script.asked[0]!, { value });
    await started(server, script, 2);
    // It had one more, and room for another.
    sendUpdate(connection!, script.asked[0]!, { value: 3 });
    await server.until(() => script.asked.at(-1)!.sub === Sub.pipeline && told.values.at(-1) === 3);
    const other = clientOf(server)
      .channel('B')
      .monitor(() => {}, { pipeline: true, queueSize: 2 });
    await started(server, script, 3);
    const begun = script.asked.findLast(({ sub }) => (sub & Sub.init) !== 0);
    for (const value of [1, 2]) sendUpdate(server.connections[1]!, begun!, { value });
    // When the other one is started again, this one would have been.
    await started(server, script, 4);
    other.stop();
    expect(script.asked.filter(({ sub }) => sub === Sub.start)).toHaveLength(4);
  });
});

describe('updates at the pace of who takes them', () => {
  it('are merged into the last one that waits: the newest value is never lost', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const updates = client.channel('A').updates({ queueSize: 2 });
    const told = new Recorder();
    client.channel('A').monitor(told.on);
    await started(server, script, 2);
    const [slow, quick] = script.asked.filter(({ sub }) => sub === Sub.init);
    const [connection] = server.connections;
    sendUpdate(connection!, slow!, { value: 0 });
    sendChange(connection!, slow!, [1], { value: 1 });
    sendChange(connection!, slow!, [3], { alarm: { severity: 1 } }, [3]);
    sendChange(connection!, slow!, [1], { value: 3 });
    sendUpdate(connection!, quick!, { value: 0 });
    await told.until(() => told.updates.length === 1);
    expect(updates.stats).toEqual({ updates: 4, overruns: 1, skipped: 2, longestQueue: 2 });
    const taken = [await updates.next(), await updates.next()].map(({ value }) => value);
    expect(taken).toMatchObject([
      { value: { value: 0 }, skipped: 0 },
      { value: { value: 3, alarm: { severity: 1 } }, skipped: 2 },
    ]);
    const last = taken[1];
    if (last?.kind !== 'update') throw new Error('not an update');
    expect([[...last.sent], [...last.overrun]]).toEqual([[1, 3], [3]]);
  });

  it('say when the server is gone, and end with the loop, the client or the server', async () => {
    const script = monitorScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const seen: string[] = [];
    const loop = (async () => {
      for await (const event of client.channel('A').updates()) {
        seen.push(event.kind);
        if (seen.length === 3) break;
      }
    })();
    await started(server, script);
    sendUpdate(server.connections[0]!, script.asked[0]!, { value: 1 });
    await server.connections[0]!.destroy();
    await started(server, script, 2);
    sendUpdate(server.connections[1]!, script.asked[2]!, { value: 2 });
    await loop;
    expect(seen).toEqual(['update', 'disconnected', 'update']);
    await server.until(() => script.destroyed.length === 1);

    const rest = client.channel('A').updates();
    const waiting = rest.next();
    await started(server, script, 3);
    sendEnd(server.connections.at(-1)!, script.asked.at(-1)!, (writer) => writeStatus(writer, OK));
    await expect(waiting).resolves.toEqual({ done: true, value: undefined });

    const closed = client.channel('A').updates().next();
    await client.close();
    await expect(closed).resolves.toEqual({ done: true, value: undefined });
  });

  it('that nobody takes over many losses do not pile up', async () => {
    const script = monitorScript();
    script.type = structOf({ value: scalar('i32') });
    const server = await startServer(script);
    const updates = clientOf(server).channel('A').updates({ queueSize: 2 });
    for (let round = 1; round <= 4; round++) {
      await started(server, script, round);
      const connection = server.connections.at(-1)!;
      sendUpdate(connection, script.asked.at(-1)!, { value: round }, script.type);
      await connection.destroy();
    }
    await started(server, script, 5);
    sendUpdate(server.connections.at(-1)!, script.asked.at(-1)!, { value: 5 }, script.type);
    const taken = [await updates.next(), await updates.next()].map(({ value }) => value);
    expect(taken).toMatchObject([{ kind: 'disconnected' }, { kind: 'update', value: { value: 5 } }]);
    expect(updates.stats).toMatchObject({ updates: 5, skipped: 4 });
  });
});
