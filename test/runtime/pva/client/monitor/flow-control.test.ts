import { Sub } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { Recorder } from '../recorder.ts';
import { clientOf, sendUpdate, startServer } from '../wire-calls.ts';
import { monitorScript, started } from './monitor-script.ts';
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
