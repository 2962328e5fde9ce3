import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { Command, PvDataWriter, writeBeacon, writeMessage } from '@devgen/runtime/pva/codec';
import { expect, it } from 'vitest';
import { BeaconListener } from '../../../../src/runtime/pva/client/search/beacon-listener.ts';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { freePvaPorts, freeUdpPort } from '../../../peers/pva-port.ts';
import { cleanups } from './wire-calls.ts';

/** Of the loopback, on which a server of a test announces itself. */
const BROADCAST = '127.255.255.255';

/** Counts the servers that were new. */
class Counter extends EventEmitter {
  count = 0;

  readonly add = (): void => {
    this.count += 1;
    this.emit('added');
  };

  async until(count: number): Promise<void> {
    while (this.count < count) await once(this, 'added');
  }
}

function beacon(guid: string, port: number): Uint8Array {
  const writer = new PvDataWriter(false);
  const said = { guid: guid.repeat(12), sequence: 0, change: 0, address: '127.0.0.1', port, protocol: 'tcp' };
  writeMessage(writer, Command.beacon, (payload) => writeBeacon(payload, said), 'server');
  return new Uint8Array(writer.written());
}

it('a server is new at its first beacon, and when it is another process; what is for one host is not heard', async () => {
  const port = await freeUdpPort();
  const counter = new Counter();
  const listener = new BeaconListener([BROADCAST], port, counter.add);
  const sender = createSocket('udp4').bind(0, () => sender.setBroadcast(true));
  cleanups.push(
    () => listener.close(),
    () => new Promise((resolve) => sender.close(() => resolve(undefined))),
  );
  await once(sender, 'listening');
  const send = (bytes: Uint8Array, host = BROADCAST): Promise<void> =>
    new Promise((resolve) => sender.send(bytes, port, host, () => resolve()));
  await send(beacon('01', 5075), '127.0.0.1');
  await send(Uint8Array.of(1, 2, 3));
  for (const [guid, at] of [
    ['02', 5075],
    ['02', 5075],
    ['03', 5075],
    ['03', 5076],
    ['03', 5075],
    ['04', 5077],
  ] as const) {
    await send(beacon(guid, at));
  }
  await counter.until(4);
  expect(counter.count).toBe(4);
});

it('an IOC is heard when it comes up, and when it comes up again', async () => {
  const ports = await freePvaPorts();
  const counter = new Counter();
  const listener = new BeaconListener([BROADCAST], ports.udp, counter.add);
  cleanups.push(() => listener.close());
  const ioc = await startIoc('record(ao, "A") { }', { ports, env: { EPICS_PVAS_BEACON_ADDR_LIST: BROADCAST } });
  cleanups.push(() => ioc.stop());
  await counter.until(1);
  await ioc.restart();
  await counter.until(2);
});
