import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { PvaClient, type ServerHeard } from '@devgen/runtime/pva';
import { Command, PvDataWriter, writeBeacon, writeMessage } from '@devgen/runtime/pva/codec';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BeaconListener } from '../../../../src/runtime/pva/client/search/beacon-listener.ts';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { freePort } from '../../../peers/port.ts';
import { freePvaPorts } from '../../../peers/pva-port.ts';
import { UdpRelay } from '../../../peers/udp-relay.ts';
import { cleanups } from './wire-calls.ts';
import { valueOf } from './with-client.ts';

/** Of the loopback, on which a server of a test announces itself. */
const BROADCAST = '127.255.255.255';
const announced = { EPICS_PVAS_BEACON_ADDR_LIST: BROADCAST };
/** Milliseconds until what is looked for is asked for every half a minute, and in which all of it is when one hurries. */
const BACKED_OFF = 480_000;
const HURRIED = 6_500;

afterEach(() => void vi.useRealTimers());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}

/** No pause ends by itself from now on, while packets come and go. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
}

async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 200) {
    vi.advanceTimersByTime(200);
    await turn();
  }
}

/** What is heard on the loopback's broadcast address. */
function listen(port: number): readonly ServerHeard[] {
  const heard: ServerHeard[] = [];
  const listener = new BeaconListener([BROADCAST], port, (event) => heard.push(event));
  listener.open();
  cleanups.push(() => listener.close());
  return heard;
}

function beacon(guid: string, port: number, change = 0): Uint8Array {
  const writer = new PvDataWriter(false);
  const said = { guid: guid.repeat(12), sequence: 0, change, address: '127.0.0.1', port, protocol: 'tcp' };
  writeMessage(writer, Command.beacon, (payload) => writeBeacon(payload, said), 'server');
  return new Uint8Array(writer.written());
}

it('a server is new at its first beacon, another process, or has other PVs; what is for one host is not heard', async () => {
  const port = await freePort();
  const heard = listen(port);
  const sender = createSocket('udp4').bind(0, () => sender.setBroadcast(true));
  cleanups.push(() => new Promise((resolve) => sender.close(() => resolve(undefined))));
  await once(sender, 'listening');
  const send = (bytes: Uint8Array, host = BROADCAST): Promise<void> =>
    new Promise((resolve) => sender.send(bytes, port, host, () => resolve()));
  await send(beacon('01', 5075), '127.0.0.1');
  await send(Uint8Array.of(1, 2, 3));
  for (const [guid, at, change] of [
    ['02', 5075, 0],
    ['02', 5075, 0],
    ['03', 5075, 0],
    ['03', 5076, 0],
    ['03', 5075, 1],
    ['03', 5075, 1],
    ['04', 5077, 0],
  ] as const) {
    await send(beacon(guid, at, change));
  }
  await until(() => heard.length === 5);
  expect(heard).toEqual([
    { kind: 'new', server: '127.0.0.1:5075' },
    { kind: 'restarted', server: '127.0.0.1:5075' },
    { kind: 'new', server: '127.0.0.1:5076' },
    { kind: 'changed', server: '127.0.0.1:5075' },
    { kind: 'new', server: '127.0.0.1:5077' },
  ]);
});

describe.each(['pvxs', 'pvaccess'] as const)('an IOC of %s', (server) => {
  it('is heard when it comes up, and when it comes up again, by who was there before', async () => {
    const ports = await freePvaPorts();
    const heard = listen(ports.udp);
    const ioc = await startIoc('record(ao, "A") { }', { server, ports, env: announced });
    cleanups.push(() => ioc.stop());
    await until(() => heard.length === 1);
    await ioc.restart();
    await until(() => heard.length === 2);
    // One of pvAccessCPP may come back on another TCP port.
    const again = server === 'pvxs' ? ['restarted'] : ['restarted', 'new'];
    expect([heard[0]!.kind, again.includes(heard[1]!.kind)]).toEqual(['new', true]);
  });

  it('that comes up late is searched for because it is heard, and found', async () => {
    const ports = await freePvaPorts();
    const relay = await UdpRelay.start('pva', ports.udp);
    cleanups.push(async () => relay.stop());
    stopClock();
    const client = new PvaClient({
      environment: {
        EPICS_PVA_ADDR_LIST: `127.0.0.1:${relay.port} ${BROADCAST}`,
        EPICS_PVA_AUTO_ADDR_LIST: 'NO',
        EPICS_PVA_BROADCAST_PORT: `${ports.udp}`,
      },
    });
    cleanups.push(() => client.close());
    const heard: ServerHeard[] = [];
    client.onServer((event) => heard.push(event));
    const value = valueOf(client, 'A');
    await pass(BACKED_OFF);
    const before = relay.searches.length;
    while (relay.searches.length === before) await pass(200);
    // It was asked for just now, and is asked for again in half a minute.
    await pass(HURRIED);
    expect([relay.searches.length, heard]).toEqual([before + 1, []]);

    const ioc = await startIoc('record(ao, "A") { field(VAL, "7") field(PINI, "YES") }', {
      server,
      ports,
      env: announced,
    });
    cleanups.push(() => ioc.stop());
    await until(() => heard.length > 0);
    expect(relay.searches).toHaveLength(before + 1);
    await pass(HURRIED);
    expect(relay.searches).toHaveLength(before + 2);
    expect(await value).toBe(7);
  });
});

it('a client that hears beacons may be closed twice', async () => {
  const client = new PvaClient({
    environment: { EPICS_PVA_AUTO_ADDR_LIST: 'NO', EPICS_PVA_BROADCAST_PORT: `${await freePort()}` },
    beacons: [BROADCAST],
  });
  client.onServer(() => {});
  await client.close();
  await client.close();
});
