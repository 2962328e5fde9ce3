import { deadline, scalar, structOf, timeLimit } from '@devgen/runtime/pva';
import { Command, OK, Sub, writeStatus } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../codec/bytes.ts';
import {
  type Asked,
  clientOf,
  coded,
  countingScript,
  readAsked,
  sendBegun,
  sendValue,
  startServer,
} from '../wire-calls.ts';
import { executionsOf, patientScript, sendDone } from './patient-script.ts';
import { patient } from '../with-client.ts';

const no = { type: 'ERROR', message: 'not now', callTree: '' } as const;

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
