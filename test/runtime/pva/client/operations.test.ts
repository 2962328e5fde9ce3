import { deadline, scalar, structOf, timeLimit } from '@devgen/runtime/pva';
import {
  BitSet,
  Command,
  OK,
  type PvDataReader,
  readChanges,
  readVariant,
  Sub,
  writeStatus,
  writeVariant,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../codec/bytes.ts';
import { ntScalar } from '../codec/samples.ts';
import {
  type Asked,
  clientOf,
  coded,
  countingScript,
  readAsked,
  sendBegun,
  sendValue,
  startServer,
} from './wire-calls.ts';
import { patient } from './with-client.ts';
import type { WireConnection } from './wire-server.ts';

const no = { type: 'ERROR', message: 'not now', callTree: '' } as const;

/** Records what is asked; answers beginnings, and executions only when the test says so. */
function patientScript(): {
  readonly asked: Asked[];
  message(connection: WireConnection, command: number, reader: PvDataReader): void;
} {
  const asked: Asked[] = [];
  return {
    asked,
    message(connection, command, reader) {
      const one = readAsked(command, reader);
      asked.push(one);
      if ((one.sub & Sub.init) !== 0 && command !== Command.destroyRequest) sendBegun(connection, one);
    },
  };
}

/** The answer to a put. */
function sendDone(
  connection: WireConnection,
  { command, ioid }: Asked,
  status: Parameters<typeof writeStatus>[1] = OK,
): void {
  connection.send(command, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    writeStatus(writer, status);
  });
}

const executionsOf = (asked: readonly Asked[]): readonly Asked[] => asked.filter(({ sub }) => sub === Sub.execute);

describe('gets', () => {
  it('are begun once and executed one at a time; who asks meanwhile shares the next one', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    const first = pv.get('', patient());
    await server.until(() => executionsOf(script.asked).length === 1);
    const [connection] = server.connections;
    const others = Promise.all([pv.get('', patient()), pv.get('', patient())]);
    sendValue(connection!, script.asked[1]!, { value: 1 });
    await expect(first).resolves.toMatchObject({ value: { value: 1 } });
    await server.until(() => executionsOf(script.asked).length === 2);
    sendValue(connection!, script.asked[1]!, { value: 2 });
    await expect(others).resolves.toMatchObject([{ value: { value: 2 } }, { value: { value: 2 } }]);
    expect(script.asked.map(({ command, sub }) => [command, sub])).toEqual([
      [Command.get, Sub.init],
      [Command.get, Sub.execute],
      [Command.get, Sub.execute],
    ]);
    expect(new Set(script.asked.map(({ ioid }) => ioid)).size).toBe(1);
  });

  it('of different requests and channels do not wait for each other', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const gets = ['A', 'B'].flatMap((name) =>
      ['', 'field(value)'].map((request) => client.channel(name).get(request, patient())),
    );
    await server.until(() => executionsOf(script.asked).length === 4);
    const asked = executionsOf(script.asked);
    expect(new Set(asked.map(({ ioid }) => ioid)).size).toBe(4);
    // Answered in another order than asked.
    for (const one of asked.toReversed()) sendValue(server.connections[0]!, one, { value: one.ioid });
    const values = (await Promise.all(gets)).map(({ value }) => value['value']);
    expect(new Set(values)).toEqual(new Set(asked.map(({ ioid }) => ioid)));
  });

  it('that are refused at their beginning may be asked for again', async () => {
    let refusals = 1;
    const counting = countingScript();
    const server = await startServer({
      message: (connection, command, reader) => {
        if (refusals > 0 && command === Command.get) {
          refusals -= 1;
          const { ioid } = readAsked(command, reader);
          connection.send(command, (writer) => {
            writer.u32(ioid);
            writer.u8(Sub.init);
            writeStatus(writer, no);
          });
        } else counting.message(connection, command, reader);
      },
    });
    const pv = clientOf(server).channel('A');
    await expect(pv.get('', patient())).rejects.toMatchObject({ code: 'PVA.REMOTE', status: no });
    await expect(pv.get('', patient())).resolves.toMatchObject({ value: { value: 1 } });
  });

  it('that are refused when executed leave what was begun', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    const get = pv.get('', patient());
    await server.until(() => executionsOf(script.asked).length === 1);
    sendDone(server.connections[0]!, script.asked[1]!, no);
    await expect(get).rejects.toMatchObject({
      code: 'PVA.REMOTE',
      message: `pva://A: get was refused by ${server.endpoint}: not now`,
    });
    const again = pv.get('', patient());
    await server.until(() => executionsOf(script.asked).length === 2);
    sendValue(server.connections[0]!, script.asked[1]!, { value: 3 });
    await expect(again).resolves.toMatchObject({ value: { value: 3 } });
    expect(script.asked.filter(({ sub }) => sub === Sub.init)).toHaveLength(1);
  });

  it('that time out are ended on the wire, so that the next one does not wait for a lost answer', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    await pv.connect(patient());
    await expect(pv.get('', timeLimit(100))).rejects.toEqual(coded('CALL.TIMEOUT', 'MAYBE'));
    await server.until(() => script.asked.some(({ command }) => command === Command.destroyRequest));
    const next = pv.get('', patient());
    await server.until(() => executionsOf(script.asked.filter(({ command }) => command === Command.get)).length === 2);
    const [connection] = server.connections;
    const [old, current] = executionsOf(script.asked.filter(({ command }) => command === Command.get));
    expect(current!.ioid).not.toBe(old!.ioid);
    sendValue(connection!, old!, { value: 1 });
    sendValue(connection!, current!, { value: 2 });
    await expect(next).resolves.toMatchObject({ value: { value: 2 } });
  });

  it('end when their caller gives up, and the answer that comes late hurts nobody', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    const caller = new AbortController();
    const io = deadline(20_000, caller.signal);
    const given = pv.get('', io);
    const kept = pv.get('', patient());
    await server.until(() => executionsOf(script.asked).length === 1);
    caller.abort(new Error('enough'));
    await expect(given).rejects.toMatchObject({ code: 'CALL.ABORTED', completed: 'MAYBE' });
    io.done();
    sendValue(server.connections[0]!, script.asked[1]!, { value: 1 });
    await expect(kept).resolves.toMatchObject({ value: { value: 1 } });
  });

  it('with a deadline that has ended already ask nothing', async () => {
    const server = await startServer();
    const pv = clientOf(server).channel('A');
    await expect(pv.get('', timeLimit(0))).rejects.toEqual(coded('PVA.NOT_FOUND', 'NO'));
    const ended = AbortSignal.abort(new Error('before'));
    await expect(pv.get('', deadline(1000, ended))).rejects.toEqual(coded('CALL.ABORTED', 'NO'));
    expect(pv.state.state).toBe('idle');
  });

  it('read what the server describes, not what was asked for', async () => {
    const reduced = structOf({ value: scalar('i16') });
    const server = await startServer({
      message: (connection, command, reader) => {
        const asked = readAsked(command, reader);
        if ((asked.sub & Sub.init) !== 0) sendBegun(connection, asked, reduced);
        else sendValue(connection, asked, { value: 5 }, reduced);
      },
    });
    const data = await clientOf(server).channel('A').get('field(value)', patient());
    expect(data).toMatchObject({ type: reduced, value: { value: 5 } });
  });

  it('follow the numbers that a server gives to types, also in answers that nobody waits for any more', async () => {
    // As pvAccessCPP does it: the first beginning defines the type, all others refer to it.
    const asked: Asked[] = [];
    const server = await startServer({
      message: (_, command, reader) => {
        const one = readAsked(command, reader);
        if (command === Command.get) asked.push(one);
      },
    });
    const pv = clientOf(server).channel('A');
    const abandoned = pv.get('', timeLimit(200));
    await expect(abandoned).rejects.toEqual(coded('CALL.TIMEOUT', 'NO'));
    const [connection] = server.connections;
    const begun = (ioid: number, description: string): void =>
      connection!.send(Command.get, (writer) => {
        writer.u32(ioid);
        writer.u8(Sub.init);
        writeStatus(writer, OK);
        writer.raw(bytesOf(description));
      });
    begun(asked[0]!.ioid, 'fd0700 800001 0576616c7565 22');
    const get = pv.get('', patient());
    await server.until(() => asked.length === 2);
    begun(asked[1]!.ioid, 'fe0700');
    await server.until(() => asked.length === 3);
    sendValue(connection!, asked[2]!, { value: 9 }, structOf({ value: scalar('i32') }));
    await expect(get).resolves.toMatchObject({ value: { value: 9 } });
  });
});

describe('puts', () => {
  it('send what is given, and no more', async () => {
    const puts: string[] = [];
    const values: unknown[] = [];
    const server = await startServer({
      message: (connection, command, reader) => {
        const asked = readAsked(command, reader);
        if ((asked.sub & Sub.init) !== 0) {
          puts.push(JSON.stringify(readVariant(reader)?.value));
          return sendBegun(connection, asked);
        }
        const marked = BitSet.read(reader, ntScalar().bits);
        values.push([[...marked], readChanges(ntScalar(), reader, marked)]);
        sendDone(connection, asked);
      },
    });
    const pv = clientOf(server).channel('A');
    await pv.put(2.5, {}, patient());
    await pv.putFields({ 'alarm.message': 'm', value: 1 }, { wait: true, process: false }, patient());
    await pv.putFields({}, { process: true }, patient());
    expect(values).toMatchObject([
      [[1], { value: 2.5 }],
      [[1, 5], { value: 1, alarm: { message: 'm' } }],
      [[], {}],
    ]);
    expect(puts).toEqual([
      '{"field":{}}',
      '{"field":{},"record":{"_options":{"process":"false","block":"true"}}}',
      '{"field":{},"record":{"_options":{"process":"true"}}}',
    ]);
  });

  it('that the server may have got are not sent again, those that it has not are', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    const sent = pv.put(1, {}, patient());
    const unsent = pv.put(2, {}, patient());
    await server.until(() => executionsOf(script.asked).length === 1);
    await server.connections[0]!.destroy();
    await expect(sent).rejects.toMatchObject({
      code: 'LINK.LOST',
      completed: 'MAYBE',
      hint: expect.stringContaining('Read back'),
    });
    await server.until(() => executionsOf(script.asked).length === 2);
    sendDone(server.connections[1]!, executionsOf(script.asked)[1]!);
    await unsent;
    expect(executionsOf(script.asked)).toHaveLength(2);
  });

  it('that time out leave the next one its turn', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    await pv.connect(patient());
    const late = pv.put(1, {}, timeLimit(100));
    const next = pv.put(2, {}, patient());
    await expect(late).rejects.toMatchObject({ code: 'CALL.TIMEOUT', completed: 'MAYBE' });
    await server.until(() => executionsOf(script.asked.filter((one) => one.command === Command.put)).length === 2);
    const [, second] = executionsOf(script.asked.filter((one) => one.command === Command.put));
    sendDone(server.connections[0]!, second!);
    await next;
  });

  it('that wait for their records run side by side, in the order in which they were asked for', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    const puts = [1, 2, 3, 4].map((value) => pv.put(value, { wait: true }, patient()));
    await server.until(() => executionsOf(script.asked).length === 4);
    const begun = script.asked.filter(({ sub }) => sub === Sub.init).map(({ ioid }) => ioid);
    expect(executionsOf(script.asked).map(({ ioid }) => ioid)).toEqual(begun);
    for (const one of executionsOf(script.asked)) sendDone(server.connections[0]!, one);
    await Promise.all(puts);
    // Two are kept ready, the others ended.
    await server.until(() => script.asked.filter(({ command }) => command === Command.destroyRequest).length === 2);
  });
});

describe('calls of services', () => {
  it('are begun, then executed once, and end with their answer', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    const call = pv.rpc({ a: 1 }, patient());
    await server.until(() => script.asked.length === 2);
    expect(script.asked.map(({ sub }) => sub)).toEqual([Sub.init, Sub.destroy]);
    server.connections[0]!.send(Command.rpc, (writer) => {
      writer.u32(script.asked[1]!.ioid);
      writer.u8(Sub.destroy);
      writeStatus(writer, { type: 'WARNING', message: 'odd', callTree: '' });
      writeVariant(writer, null);
    });
    await expect(call).resolves.toBeNull();
  });

  it('that the server may have got are not made again', async () => {
    const script = patientScript();
    const server = await startServer(script);
    const pv = clientOf(server).channel('A');
    const call = pv.rpcRaw({ type: structOf({ a: scalar('i8') }), value: { a: 1 } }, patient());
    await server.until(() => script.asked.length === 2);
    await server.connections[0]!.destroy();
    await expect(call).rejects.toEqual(coded('LINK.LOST', 'MAYBE'));
    await pv.connect(patient());
    expect(script.asked).toHaveLength(2);
  });

  it('that were only begun are', async () => {
    let hold = true;
    const asked: Asked[] = [];
    const server = await startServer({
      message: (connection, command, reader) => {
        const one = readAsked(command, reader);
        asked.push(one);
        if (one.sub === Sub.init && !hold) sendBegun(connection, one);
        if (one.sub === Sub.destroy) {
          connection.send(command, (writer) => {
            writer.u32(one.ioid);
            writer.u8(Sub.destroy);
            writeStatus(writer, OK);
            writeVariant(writer, { type: structOf({ r: scalar('i8') }), value: { r: 1 } });
          });
        }
      },
    });
    const call = clientOf(server).channel('A').rpc({}, patient());
    await server.until(() => asked.length === 1);
    hold = false;
    await server.connections[0]!.destroy();
    await expect(call).resolves.toMatchObject({ value: { r: 1 } });
  });
});

describe('the type of a PV', () => {
  it('is asked for again where the connection broke', async () => {
    let answers = 0;
    const server = await startServer({
      message: (connection, command, reader) => {
        const { ioid } = readAsked(command, reader);
        answers += 1;
        if (answers === 1) return void connection.destroy();
        connection.send(command, (writer) => {
          writer.u32(ioid);
          writeStatus(writer, OK);
          writer.raw(bytesOf('800001 0576616c7565 22'));
        });
      },
    });
    await expect(clientOf(server).channel('A').introspect(patient())).resolves.toEqual(
      structOf({ value: scalar('i32') }),
    );
    expect(answers).toBe(2);
  });
});

describe('what a server says besides', () => {
  it('is told, and no more', async () => {
    const script = countingScript();
    const server = await startServer(script);
    const client = clientOf(server);
    const warnings: unknown[] = [];
    client.onWarning((warning) => warnings.push(warning));
    const pv = client.channel('A');
    await pv.connect(patient());
    const [connection] = server.connections;
    connection!.send(Command.message, (writer) => {
      writer.u32(1);
      writer.u8(1);
      writer.string('mind\u0007 this');
    });
    // Commands of later versions, and those that nobody sends.
    for (const command of [0x05, 0x13, 0x7f]) connection!.send(command, (writer) => writer.u32(7));
    // Of operations that there are not.
    for (const command of [Command.get, Command.put, Command.monitor, Command.rpc]) {
      connection!.send(command, (writer) => {
        writer.u32(9999);
        writer.u8(0);
        writeStatus(writer, OK);
      });
    }
    await expect(pv.get('', patient())).resolves.toMatchObject({ value: { value: 1 } });
    expect(warnings).toMatchObject([{ code: 'PVA.MESSAGE', message: `${server.endpoint}: warning: mind\\u{7} this` }]);
    expect(server.connections).toHaveLength(1);
  });
});
