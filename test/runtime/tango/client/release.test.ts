import { type CdrReader, corbaloc, type ObjectRef } from '@devgen/runtime/tango/codec';
import { afterEach, describe, expect, it } from 'vitest';
import { deadline } from '../../../../src/runtime/core/support/deadline.ts';
import { Orb, type OrbOptions } from '../../../../src/runtime/tango/client/transport/orb.ts';
import { BareServer } from './bare-server.ts';
import { ClientSockets } from './client-sockets.ts';
import { WireServer, type WireRequest } from './wire-server.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function startServer(on: (request: WireRequest) => void = echo): Promise<WireServer> {
  const server = await WireServer.start(on);
  cleanups.push(() => server.stop());
  return server;
}

function newOrb(options?: OrbOptions): Orb {
  const orb = new Orb(options);
  cleanups.push(() => orb.close());
  return orb;
}

function watchedSockets(): ClientSockets {
  const sockets = new ClientSockets();
  cleanups.push(() => sockets.stop());
  return sockets;
}

const echo = (request: WireRequest): void => request.reply(request.argument);
const text = (reader: CdrReader): string => reader.string();

function call(orb: Orb, ref: ObjectRef, argument = 'x'): Promise<string> {
  const io = deadline(10_000);
  return orb.invoke(ref, 'echo', (writer) => writer.string(argument), text, io).finally(() => io.done());
}

/** Makes the client forget what it does not use: it keeps 256 servers that it once spoke to. */
function meetManyOthers(orb: Orb): void {
  for (let port = 1; port <= 300; port++) orb.circuitState(corbaloc([{ host: '127.0.0.1', port }], 'object'));
}

describe('a released connection', () => {
  it('is ended, and made again by the next call', async () => {
    const sockets = watchedSockets();
    const server = await startServer();
    const orb = newOrb();
    const ref = server.ref();
    await call(orb, ref);
    orb.release(server.ref('another object'));
    expect([sockets.made, sockets.open, orb.circuitState(ref)]).toEqual([1, 0, { state: 'idle' }]);
    expect(await call(orb, ref, 'again')).toBe('again');
    expect([sockets.made, sockets.open]).toEqual([2, 1]);
  });

  it('stays while a call is under way', async () => {
    const sockets = watchedSockets();
    const server = await startServer(() => {});
    const orb = newOrb();
    const ref = server.ref();
    const called = call(orb, ref);
    orb.release(ref);
    await server.until(() => server.requests.length === 1);
    orb.release(ref);
    server.requests[0]!.reply('answer');
    expect(await called).toBe('answer');
    expect([sockets.made, sockets.open]).toEqual([1, 1]);
  });

  it('stays while it is watched', async () => {
    const sockets = watchedSockets();
    const server = await startServer();
    const orb = newOrb();
    const ref = server.ref();
    await call(orb, ref);
    const states: string[] = [];
    const stop = orb.onCircuit(ref, ({ state }) => states.push(state));
    orb.release(ref);
    expect([sockets.open, states]).toEqual([1, []]);
    stop();
    orb.release(ref);
    expect([sockets.open, states]).toEqual([0, []]);
  });

  it('is closed with the client, however many servers it met since', async () => {
    const sockets = watchedSockets();
    const server = await startServer();
    const orb = newOrb();
    const ref = server.ref();
    await call(orb, ref);
    orb.release(ref);
    meetManyOthers(orb);
    expect(await call(orb, ref, 'again')).toBe('again');
    await call(orb, server.ref('another object'));
    expect(sockets.made).toBe(2);
    await orb.close();
    expect(sockets.open).toBe(0);
  });
});

it('a silent server is not tried again for a while, however many others were met since', async () => {
  const silent = await BareServer.startSilent();
  cleanups.push(() => silent.stop());
  const orb = newOrb({ firstReplyTimeout: 750, retryAfter: 60_000 });
  const ref = corbaloc([{ host: '127.0.0.1', port: silent.port }], 'object');
  const failed = expect.objectContaining({ code: 'CONNECT.TIMEOUT' });
  await expect(call(orb, ref)).rejects.toEqual(failed);
  meetManyOthers(orb);
  await expect(call(orb, corbaloc([ref], 'another object'))).rejects.toEqual(failed);
  expect(silent.accepted).toBe(1);
});
