import { timeLimit } from '@devgen/runtime/pva';
import { BitSet, Command, readChanges, readVariant, Sub } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { ntScalar } from '../../codec/samples.ts';
import { clientOf, readAsked, sendBegun, startServer } from '../wire-calls.ts';
import { executionsOf, patientScript, sendDone } from './patient-script.ts';
import { patient } from '../with-client.ts';

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
