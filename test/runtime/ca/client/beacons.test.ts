import { setTimeout } from 'node:timers/promises';
import type { CaClient, ServerHeard } from '@devgen/runtime/ca';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BeaconTable } from '../../../../src/runtime/ca/client/search/beacon-table.ts';
import { type CaRepeaterPeer, startCaRepeater } from '../../../peers/ca-repeater.ts';
import { UdpRelay } from '../../../peers/udp-relay.ts';
import { startCaIoc } from '../../../peers/ca-server.ts';
import { freePort } from '../../../peers/port.ts';
import { cleanups, clientOf } from './wire-calls.ts';
import { valueOf } from './with-client.ts';

const DATABASE = 'record(ao, "A") { field(VAL, "7") field(PINI, "YES") }';
/** Milliseconds until the pauses between searches are longer than anything that a test waits for. */
const BACKED_OFF = 26_000;
const SOON = 300;
const AGAIN = 30_000;

afterEach(() => void vi.useRealTimers());

/** No pause ends by itself from now on, while packets come and go. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}

async function repeaterPeer(port?: number): Promise<CaRepeaterPeer> {
  const repeater = await startCaRepeater(port);
  cleanups.push(() => repeater.stop());
  return repeater;
}

/** What the client is told of servers. */
function heardBy(client: CaClient): readonly ServerHeard[] {
  const heard: ServerHeard[] = [];
  client.onServer((event) => heard.push(event));
  return heard;
}

describe('a server that comes up when nobody searches for it any more but now and then', () => {
  it('is searched for because it is heard, and found', async () => {
    const repeater = await repeaterPeer();
    const port = await freePort();
    const relay = await UdpRelay.start('ca', port);
    cleanups.push(() => relay.stop());
    stopClock();
    const client = clientOf({ environment: { ...relay.environment, ...repeater.environment } });
    const heard = heardBy(client);
    const value = valueOf(client, 'A');
    await until(() => relay.searches.length === 1);
    for (let waited = 0; waited < BACKED_OFF; waited += 100) {
      vi.advanceTimersByTime(100);
      await turn();
    }
    const { length } = relay.searches;
    expect(length).toBeGreaterThan(6);
    // It was not heard before, and is sought again only in half a minute.
    vi.advanceTimersByTime(SOON);
    await turn();
    expect([relay.searches.length, heard]).toEqual([length, []]);

    const ioc = await startCaIoc(DATABASE, { port, repeater: repeater.port });
    cleanups.push(() => ioc.stop());
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ kind: 'new', server: ioc.endpoint }]);
    expect(relay.searches).toHaveLength(length);
    vi.advanceTimersByTime(SOON);
    expect(await value).toBe(7);
    expect(relay.searches).toHaveLength(length + 1);
  });

  it('is told of when it comes up, and when it comes up again', async () => {
    const repeater = await repeaterPeer();
    const ioc = await startCaIoc(DATABASE, { repeater: repeater.port });
    cleanups.push(() => ioc.stop());
    const client = clientOf({ environment: { ...ioc.environment, ...repeater.environment } });
    const heard = heardBy(client);
    await until(() => heard.length === 1);
    // It counts on within 20 ms. One that begins with the number that was heard last is not told from another packet of it.
    await setTimeout(500);
    await ioc.restart();
    await until(() => heard.length === 2);
    expect(heard).toEqual([
      { kind: 'new', server: ioc.endpoint },
      { kind: 'restarted', server: ioc.endpoint },
    ]);
  });
});

describe('the repeater of a host', () => {
  it('starts as it would without us, and is asked then; other clients ask it too', async () => {
    const port = await freePort();
    stopClock();
    const environment = { EPICS_CA_AUTO_ADDR_LIST: 'NO', EPICS_CA_REPEATER_PORT: `${port}` };
    const [client, other] = [clientOf({ environment }), clientOf({ environment })];
    const heard = [heardBy(client), heardBy(other)];
    await turn();
    // It would end at once if somebody had its port.
    const repeater = await repeaterPeer(port);
    vi.advanceTimersByTime(AGAIN);
    const ioc = await startCaIoc(DATABASE, { repeater: port });
    cleanups.push(() => ioc.stop());
    await until(() => heard.every(({ length }) => length > 0));
    expect(heard).toEqual([client, other].map(() => [{ kind: 'new', server: ioc.endpoint }]));
    expect([repeater.running, repeater.log()]).toEqual([true, 'READY\n']);
  });
});

describe('beacons', () => {
  it('tell a server that begins to count anew from one that counts on, by whatever way they come', () => {
    const table = new BeaconTable();
    const told = [
      [5, undefined, 5064],
      [5, undefined, 5064],
      [6, undefined, 5064],
      [6, '10.0.0.2', 5064],
      [6, undefined, 5066],
      [0, undefined, 5064],
      [1, undefined, 5064],
    ] as const;
    expect(told.map(([sequence, host, port]) => table.take({ sequence, host, port }, '10.0.0.1'))).toEqual([
      { kind: 'new', server: '10.0.0.1:5064' },
      undefined,
      undefined,
      { kind: 'new', server: '10.0.0.2:5064' },
      { kind: 'new', server: '10.0.0.1:5066' },
      { kind: 'restarted', server: '10.0.0.1:5064' },
      undefined,
    ]);
  });
});
