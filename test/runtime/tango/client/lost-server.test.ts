import { setTimeout } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import type { CircuitState } from '../../../../src/runtime/tango/client/transport/orb.ts';
import { startDeafListener } from './deaf-listener.ts';
import { call, cleanups, coded, echo, failure, newOrb, startServer } from './wire-calls.ts';
import { WireServer } from './wire-server.ts';

describe('a connection that the server closes', () => {
  it('orderly, takes no request with it: they are sent again', async () => {
    const server = await startServer((request, { connections }) => {
      if (connections.length === 1) void request.connection.closeOrderly();
      else echo(request);
    });
    const orb = newOrb();
    await expect(Promise.all(['a', 'b'].map((text) => call(orb, server.ref(), text)))).resolves.toEqual(['a', 'b']);
    expect(server.connections).toHaveLength(2);
  });

  it('orderly while idle, is made again for the next call', async () => {
    const server = await startServer(echo);
    const orb = newOrb();
    const states: string[] = [];
    await call(orb, server.ref());
    orb.onCircuit(server.ref(), ({ state }) => states.push(state));
    await server.connections[0]?.closeOrderly();
    await expect(call(orb, server.ref(), 'again')).resolves.toBe('again');
    expect(states).not.toContain('lost');
  });

  it('orderly while watched, is made again, and its loss shows when nobody is there any more', async () => {
    const server = await startServer(echo);
    const orb = newOrb();
    const ref = server.ref();
    await call(orb, ref);
    const states: string[] = [];
    const lost = new Promise<void>((resolve) => {
      orb.onCircuit(ref, ({ state }) => {
        states.push(state);
        if (state === 'lost') resolve();
      });
    });
    // Old enough not to be taken for one that the server cannot keep.
    await setTimeout(1_100);
    await server.connections[0]?.closeOrderly();
    await server.until(() => server.connections.length === 2);
    await call(orb, ref);
    await server.stop();
    await lost;
    expect(states).toEqual(['idle', 'connecting', 'open', 'lost']);
  });

  it('orderly again and again, ends in an error', async () => {
    const server = await startServer((request) => void request.connection.closeOrderly());
    await expect(call(newOrb(), server.ref())).rejects.toEqual(coded('LINK.LOST', 'NO'));
    expect(server.connections).toHaveLength(3);
  });

  it('without a word, never sends again what it may have carried out', async () => {
    const server = await startServer((request) => void request.connection.destroy());
    await expect(call(newOrb(), server.ref())).rejects.toEqual(coded('LINK.LOST', 'MAYBE'));
    expect(server.requests).toHaveLength(1);
  });

  it('shows its loss at once to who watches', async () => {
    const server = await startServer(echo);
    const orb = newOrb();
    const ref = server.ref();
    await call(orb, ref);
    const lost = new Promise<CircuitState>((resolve) => {
      const stop = orb.onCircuit(ref, (state) => {
        stop();
        resolve(state);
      });
    });
    await server.connections[0]?.destroy();
    await expect(lost).resolves.toMatchObject({
      state: 'lost',
      why: { code: 'LINK.LOST', source: `127.0.0.1:${server.port}` },
    });
    expect(orb.circuitState(ref).state).toBe('lost');
    await call(orb, ref);
    expect(orb.circuitState(ref).state).toBe('open');
  });
});

describe('a server that is not there', () => {
  it('is named with the reason, and nothing was sent', async () => {
    const server = await WireServer.start();
    const ref = server.ref();
    await server.stop();
    const error = await failure(call(newOrb(), ref));
    expect(error).toEqual(coded('CONNECT.FAILED', 'NO'));
    expect(error).toMatchObject({ message: expect.stringMatching(/127\.0\.0\.1:\d+: nothing listens there/) });
  });

  it('costs one connect deadline, however many objects it has', async () => {
    const { port, stop } = await startDeafListener();
    cleanups.push(stop);
    const ref = { typeId: '', host: '127.0.0.1', port, alternates: [], key: new Uint8Array(1) };
    const orb = newOrb({ connectTimeout: 300 });
    const errors = await Promise.all(Array.from({ length: 10 }, () => failure(call(orb, ref))));
    expect(errors).toEqual(errors.map(() => coded('CONNECT.TIMEOUT', 'NO')));
    const states: string[] = [];
    orb.onCircuit(ref, ({ state }) => states.push(state));
    await expect(call(orb, ref)).rejects.toEqual(coded('CONNECT.TIMEOUT', 'NO'));
    // It was not even tried again.
    expect(states).toEqual([]);
  });

  it('is looked for at its other addresses, and the one that answered is kept', async () => {
    const dead = await WireServer.start();
    const gone = dead.ref();
    await dead.stop();
    const server = await startServer(echo);
    const { port } = server;
    const tried: number[] = [];
    const orb = newOrb({
      connectVia: (host, published) => {
        tried.push(published);
        return { host, port: published };
      },
    });
    const ref = { ...server.ref(), port: gone.port, alternates: [{ host: '127.0.0.1', port }] };
    const texts = ['a', 'b', 'c', 'd'];
    await expect(Promise.all(texts.map((text) => call(orb, ref, text)))).resolves.toEqual(texts);
    await expect(call(orb, ref, 'e')).resolves.toBe('e');
    expect(server.connections).toHaveLength(1);
    expect(tried).toEqual([gone.port, port]);
    await server.stop();
    await failure(call(orb, ref));
    await expect(call(orb, ref)).rejects.toMatchObject({
      code: 'CONNECT.FAILED',
      completed: 'NO',
      message: expect.stringContaining(`(127.0.0.1:${gone.port}, 127.0.0.1:${port})`),
    });
  });

  it('is reached by another address where that is how to reach it', async () => {
    const server = await startServer(echo);
    const orb = newOrb({ connectVia: () => ({ host: '127.0.0.1', port: server.port }) });
    await expect(call(orb, { ...server.ref(), host: 'pod-7.cluster.local', port: 1 })).resolves.toBe('x');
  });
});

describe('a hung server', () => {
  it('costs one first-reply deadline, however many objects it has', async () => {
    const server = await startServer();
    const orb = newOrb({ firstReplyTimeout: 800 });
    void server.until(() => server.connections.length > 0).then(() => (server.connections[0]!.answersLocate = false));
    const errors = await Promise.all(
      Array.from({ length: 20 }, (_, i) => failure(call(orb, server.ref(`object ${i}`)))),
    );
    expect(new Set(errors.map((error) => (error as { code: string }).code))).toEqual(new Set(['CONNECT.TIMEOUT']));
    expect(errors[7]).toEqual(coded('CONNECT.TIMEOUT', 'MAYBE'));
    // Refused with the same reason, without a packet.
    await expect(call(orb, server.ref('another'))).rejects.toEqual(coded('CONNECT.TIMEOUT', 'NO'));
    expect(server.connections.map(({ locates }) => locates)).toEqual([1]);
    expect(server.requests).toHaveLength(20);
  });

  it('is not one that is only slow', async () => {
    const server = await startServer((request) => request.argument === 'fast' && request.reply('fast'));
    const orb = newOrb({ firstReplyTimeout: 800 });
    await expect(call(orb, server.ref(), 'slow', 1_500)).rejects.toEqual(coded('CALL.TIMEOUT', 'MAYBE'));
    await expect(call(orb, server.ref(), 'fast')).resolves.toBe('fast');
    expect(server.connections).toHaveLength(1);
    expect(server.connections[0]?.locates).toBeGreaterThanOrEqual(1);
  });

  it('that once answered refuses new calls until it is heard again', async () => {
    const server = await startServer((request) => request.argument === 'fast' && request.reply('fast'));
    const orb = newOrb();
    await call(orb, server.ref(), 'fast');
    server.connections[0]!.answersLocate = false;
    const long = call(orb, server.ref(), 'long', 20_000);
    await expect(call(orb, server.ref(), 'slow', 1_000)).rejects.toEqual(coded('CALL.TIMEOUT', 'MAYBE'));
    await expect(call(orb, server.ref(), 'fast')).rejects.toEqual(coded('LINK.LOST', 'NO'));
    // What it had been asked before is still its to answer.
    server.requests.find(({ argument }) => argument === 'long')?.reply('done');
    await expect(long).resolves.toBe('done');
    await expect(call(orb, server.ref(), 'fast')).resolves.toBe('fast');
  });
});
