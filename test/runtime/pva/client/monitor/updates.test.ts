import { scalar, structOf } from '@devgen/runtime/pva';
import { OK, Sub, writeStatus } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { Recorder } from '../recorder.ts';
import { clientOf, sendUpdate, startServer } from '../wire-calls.ts';
import { monitorScript, sendChange, sendEnd, started } from './monitor-script.ts';
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
