import { scalar } from '@devgen/runtime/pva';
import { Sub } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { ntScalar } from '../../codec/samples.ts';
import { Recorder } from '../recorder.ts';
import { clientOf, sendUpdate, startServer } from '../wire-calls.ts';
import { monitorScript, sendChange, started } from './monitor-script.ts';

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
    sendChange(server.connections[1]!, script.asked[2]!, [1], { value: 'text' }, [], script.type);
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
