import { Command, Status, writeHead } from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { Recorder } from '../recorder.ts';
import { clientOf, countingScript, startServer } from '../wire-calls.ts';
import { patient } from '../with-client.ts';

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
