import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import type { Io } from '../../../../src/runtime/core/contract/seam.ts';
import { Orb } from '../../../../src/runtime/tango/client/transport/orb.ts';
import { call, coded, echo, failure, newOrb, startServer, string } from './wire-calls.ts';

describe('a connection', () => {
  it('is shared by all objects of a server, and what is asked in one tick leaves in one packet', async () => {
    const server = await startServer(echo);
    const orb = newOrb();
    await call(orb, server.ref('first'));
    const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`);
    await expect(Promise.all(texts.map((text, i) => call(orb, server.ref(`object ${i}`), text)))).resolves.toEqual(
      texts,
    );
    expect(server.connections).toHaveLength(1);
    expect(server.connections[0]?.reads).toEqual([1, 40]);
  });

  it('takes replies in any order', async () => {
    const server = await startServer((_, { requests }) => {
      if (requests.length === 3) for (const each of requests.toReversed()) each.reply(each.argument);
    });
    const orb = newOrb();
    await expect(Promise.all(['a', 'b', 'c'].map((text) => call(orb, server.ref(), text)))).resolves.toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('has a bounded number of requests under way, the others wait', async () => {
    const server = await startServer();
    const orb = newOrb({ maxInFlight: 2 });
    const results = Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => call(orb, server.ref(), text)));
    for (let answered = 0; answered < 5; answered++) {
      await server.until(() => server.requests.length === Math.min(5, answered + 2));
      echo(server.requests[answered]!);
    }
    await expect(results).resolves.toEqual(['a', 'b', 'c', 'd', 'e']);
    // Had the third been sent with the first two, they would have come together.
    expect(server.connections[0]?.reads[0]).toBe(2);
  });

  it('carries megabytes both ways', async () => {
    const server = await startServer(echo);
    const text = 'large '.repeat(800_000);
    await expect(call(newOrb(), server.ref(), text)).resolves.toBe(text);
  });

  it('leaves the neighbours of a request that cannot be encoded alone', async () => {
    const server = await startServer(echo);
    const orb = newOrb();
    const [a, b, c] = [
      call(orb, server.ref(), 'a'),
      failure(call(orb, server.ref(), '\u20ac')),
      call(orb, server.ref(), 'c'),
    ];
    await expect(Promise.all([a, b, c])).resolves.toEqual(['a', expect.objectContaining({ code: 'VALUE.TYPE' }), 'c']);
    expect(server.requests.map(({ argument }) => argument)).toEqual(['a', 'c']);
  });

  it('has one listener on a signal that many calls share, and none afterwards', async () => {
    const server = await startServer();
    const orb = newOrb();
    const io: Io = { signal: new AbortController().signal, remaining: () => 10_000 };
    const calls = Array.from({ length: 50 }, () => orb.invoke(server.ref(), 'echo', undefined, string, io));
    await server.until(() => server.requests.length === 50);
    expect(getEventListeners(io.signal, 'abort')).toHaveLength(1);
    for (const request of server.requests) request.reply('');
    await Promise.all(calls);
    expect(getEventListeners(io.signal, 'abort')).toHaveLength(0);
  });
});

describe('a call that is given up', () => {
  it('at its deadline is not cancelled at the server, which may hang of that; its late reply is dropped', async () => {
    const server = await startServer((request) => request.argument === 'fast' && request.reply('fast'));
    const orb = newOrb();
    await expect(call(orb, server.ref(), 'slow', 50)).rejects.toEqual(coded('CALL.TIMEOUT', 'MAYBE'));
    await expect(call(orb, server.ref(), 'fast')).resolves.toBe('fast');
    server.requests[0]?.reply('late');
    await expect(call(orb, server.ref(), 'fast')).resolves.toBe('fast');
    expect(server.connections.map(({ cancelled }) => cancelled)).toEqual([[]]);
  });

  it('by its caller says so', async () => {
    const server = await startServer();
    const orb = newOrb();
    const controller = new AbortController();
    const sent = failure(call(orb, server.ref(), 'x', 10_000, controller.signal));
    await server.until(() => server.requests.length === 1);
    controller.abort();
    await expect(sent).resolves.toEqual(coded('CALL.ABORTED', 'MAYBE'));
    await expect(call(orb, server.ref(), 'x', 10_000, controller.signal)).rejects.toEqual(coded('CALL.ABORTED', 'NO'));
    expect(server.requests).toHaveLength(1);
  });

  it('before it was sent never is', async () => {
    const server = await startServer((request) => request.argument === 'after' && request.reply(''));
    const orb = newOrb({ maxInFlight: 1 });
    const first = failure(call(orb, server.ref(), 'first', 10_000));
    await server.until(() => server.requests.length === 1);
    await expect(call(orb, server.ref(), 'queued', 50)).rejects.toEqual(coded('CALL.TIMEOUT', 'NO'));
    await server.connections[0]?.destroy();
    await first;
    await call(orb, server.ref(), 'after');
    expect(server.requests.map(({ argument }) => argument)).toEqual(['first', 'after']);
  });

  it('leaves its place to the next', async () => {
    const server = await startServer((request) => request.argument === 'next' && request.reply('next'));
    const orb = newOrb({ maxInFlight: 1 });
    const slow = failure(call(orb, server.ref(), 'slow', 100));
    await expect(call(orb, server.ref(), 'next')).resolves.toBe('next');
    await expect(slow).resolves.toEqual(coded('CALL.TIMEOUT', 'MAYBE'));
  });
});

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

describe('close', () => {
  it('ends what is under way and leaves no socket', async () => {
    const server = await startServer();
    const orb = new Orb({ maxInFlight: 1 });
    const sent = failure(call(orb, server.ref()));
    const queued = failure(call(orb, server.ref()));
    await server.until(() => server.requests.length === 1);
    const before = sockets();
    await orb.close();
    await expect(sent).resolves.toEqual(coded('LINK.CLOSED', 'MAYBE'));
    await expect(queued).resolves.toEqual(coded('LINK.CLOSED', 'NO'));
    await expect(call(orb, server.ref())).rejects.toEqual(coded('LINK.CLOSED', 'NO'));
    expect(sockets()).toBeLessThan(before);
    await orb.close();
  });

  it('is possible while connecting, and before anything was called', async () => {
    const server = await startServer(echo);
    const orb = new Orb();
    const early = failure(call(orb, server.ref()));
    await orb.close();
    await expect(early).resolves.toEqual(coded('LINK.CLOSED', 'NO'));
    const unused = new Orb();
    await unused.close();
    await expect(call(unused, server.ref())).rejects.toEqual(coded('LINK.CLOSED', 'NO'));
    expect(server.connections.length).toBeLessThanOrEqual(1);
  });
});
