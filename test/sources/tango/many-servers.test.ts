import { afterEach, expect, it } from 'vitest';
import { deadline } from '@devgen/runtime';
import { printIor, TangoType, writeAny } from '@devgen/runtime/tango/codec';
import { openTango } from '../../../src/sources/tango/tango-source.ts';
import { BareServer } from '../../runtime/tango/client/bare-server.ts';
import { ClientSockets } from '../../runtime/tango/client/client-sockets.ts';
import { failures, gather } from './gather.ts';

/** What a pull has open at most: a connection to each server under way, and one to the database. */
const MOST = 128 + 1;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function started(count: number, start: () => Promise<BareServer>): Promise<BareServer[]> {
  const servers = await Promise.all(Array.from({ length: count }, start));
  cleanups.push(() => Promise.all(servers.map((server) => server.stop())));
  return servers;
}

/** A database of these servers, each with two devices. */
async function startDatabase(servers: readonly BareServer[]): Promise<string> {
  const cells = servers.flatMap((server, index) =>
    ['a', 'b'].flatMap((name) => [`s/${index}/${name}`, 'Bare', `Bare/${index}`, '1', printIor(server.ref), '']),
  );
  const flags = [...cells.map(() => 1), cells.length / 6, 6];
  const table = { lvalue: flags, svalue: cells };
  const [database] = await started(1, () =>
    BareServer.start((writer) => writeAny(writer, TangoType.DevVarLongStringArray, table)),
  );
  return `127.0.0.1:${database!.port}`;
}

function watchedSockets(): ClientSockets {
  const sockets = new ClientSockets();
  cleanups.push(() => sockets.stop());
  return sockets;
}

it('holds a connection to a server only while its devices are asked', async () => {
  const servers = await started(300, () => BareServer.start());
  const address = await startDatabase(servers);
  const sockets = watchedSockets();
  const source = openTango({ address });
  cleanups.push(() => source.close());
  const io = deadline(Infinity);
  const described = await gather(source.describe(await gather(source.list(io)), io));

  expect([described.length, failures(described)]).toEqual([600, []]);
  expect(sockets.peak).toBeGreaterThan(100);
  expect(sockets.peak).toBeLessThanOrEqual(MOST);
  expect(servers.map(({ accepted }) => accepted)).toEqual(servers.map(() => 1));
  // That to the database is kept: it is asked again.
  expect([sockets.made, sockets.open]).toEqual([301, 1]);
});

it('lets a hundred silent servers among others wait side by side', async () => {
  const answering = await started(150, () => BareServer.start());
  const silent = await started(100, () => BareServer.startSilent());
  const mixed = answering.flatMap((server, index) => [server, ...silent.slice(index, index + 1)]);
  const address = await startDatabase(mixed);
  const sockets = watchedSockets();
  const source = openTango({ address });
  cleanups.push(() => source.close());
  const io = deadline(Infinity);

  const described = [];
  let connectedAtFirstSilence: readonly number[] = [];
  for await (const one of source.describe(await gather(source.list(io)), io)) {
    if (!one.ok && connectedAtFirstSilence.length === 0)
      connectedAtFirstSilence = silent.map(({ accepted }) => accepted);
    described.push(one);
  }

  const failed = failures(described);
  expect(described.length).toBe(500);
  expect(failed.map(({ error }) => error.code)).toEqual(Array.from({ length: 200 }, () => 'CONNECT.TIMEOUT'));
  expect(connectedAtFirstSilence).toEqual(silent.map(() => 1));
  expect(sockets.peak).toBeLessThanOrEqual(MOST);
  expect(sockets.open).toBe(1);
});
