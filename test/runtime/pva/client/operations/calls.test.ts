import { scalar, structOf } from '@devgen/runtime/pva';
import { Command, OK, Sub, writeStatus, writeVariant } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../codec/bytes.ts';
import { type Asked, clientOf, coded, countingScript, readAsked, sendBegun, startServer } from '../wire-calls.ts';
import { patientScript } from './patient-script.ts';
import { patient } from '../with-client.ts';

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
