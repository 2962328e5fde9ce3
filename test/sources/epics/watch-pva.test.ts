import { PvaClient } from '@devgen/runtime/pva';
import { describe, expect, it } from 'vitest';
import { startIoc } from '../../peers/epics-ioc.ts';
import { startP4p } from '../../peers/p4p.ts';
import { freePvaPorts } from '../../peers/pva-port.ts';
import type { PvaServerPeer } from '../../peers/pva-server.ts';
import { cleanups } from '../../runtime/pva/client/wire-calls.ts';
import { running } from './running.ts';
import { EVENTS_ALONE, type WatchedEpics, watchEpics } from './watching.ts';

const BROADCAST = '127.255.255.255';

function handOf(server: PvaServerPeer): PvaClient {
  const client = new PvaClient({ environment: server.environment });
  cleanups.push(() => client.close());
  return client;
}

const supply = (device: string, mode = 'On'): string => `
  record(ao, "${device}:Current") { field(VAL, "1") field(PINI, "YES") field(EGU, "A") }
  record(ai, "${device}:Voltage") { field(INP, "${device}:Current CP") field(EGU, "V") }
  record(bo, "${device}:Output") { field(ZNAM, "Off") field(ONAM, "${mode}") }
`;

describe('a server with PVIs, of which a watch hears', () => {
  let server: PvaServerPeer;
  let watched: WatchedEpics;
  const start = async (period: number): Promise<(word: string, count: number) => Promise<void>> => {
    server = await running(startP4p('pvi_changes.py'));
    watched = watchEpics({ address: `pva://${server.endpoint}` }, period);
    const hand = handOf(server);
    return (word, count) => hand.channel('W:do').put(`${word} ${count}`);
  };

  it('that a PVI leads to another PV', async () => {
    const tell = await start(EVENTS_ALONE);
    await watched.untilChanged('changed W:A', () => tell('redirect', 1));
    expect(new Set(watched.told)).toEqual(new Set(['changed W:A']));
  });

  it('that a PVI has other members', async () => {
    const tell = await start(EVENTS_ALONE);
    await watched.untilChanged('changed W:A', () => tell('extend', 1));
    expect(new Set(watched.told)).toEqual(new Set(['changed W:A']));
  });

  it('that units and labels are others, and nothing of values and times', async () => {
    const tell = await start(EVENTS_ALONE);
    await watched.untilChanged('changed W:B', async () => {
      await tell('value', 5);
      await tell('time', 7);
      await tell('labels', 1);
    });
    expect(new Set(watched.told)).toEqual(new Set(['changed W:B']));
    await watched.untilChanged('changed W:A', () => tell('units', 1));
  });

  it('that there are other PVs, when it looks', async () => {
    const tell = await start(200);
    await watched.untilChanged('added W:C', () => tell('add', 1));
    expect(watched.told.filter((text) => !text.endsWith('W:C'))).toEqual([]);
  });
});

describe.each(['pvxs', 'pvaccess'] as const)('an IOC of %s, of which a watch hears', (kind) => {
  it('what records say beside their values, and nothing of the values', async () => {
    const ioc = await running(startIoc(supply('L:PS1') + supply('L:PS2'), { server: kind }));
    const watched = watchEpics({ address: `pva://${ioc.endpoint}` }, EVENTS_ALONE);
    const hand = handOf(ioc);
    await watched.untilChanged('changed L:PS2', async () => {
      await hand.channel('L:PS1:Current').put(5);
      await hand.channel('L:PS1:Output').put(1);
      await hand.channel('L:PS2:Output.ONAM').put('Ready');
    });
    expect(new Set(watched.told)).toEqual(new Set(['changed L:PS2']));
    await watched.untilChanged('changed L:PS1', () => hand.channel('L:PS1:Current.EGU').put('mA'));
  });

  it('that it is back as another one, with the devices that it had and has', async () => {
    const ports = await freePvaPorts();
    const first = await running(startIoc(supply('L:PS1') + supply('L:PS2'), { server: kind, ports }));
    const hand = handOf(first);
    const watched = watchEpics({ address: 'pva:' }, EVENTS_ALONE, first.environment);
    // It listens from now on.
    await watched.untilChanged('changed L:PS1', () => hand.channel('L:PS1:Current.EGU').put('mA'));
    const before = watched.told.length;
    await first.stop();
    await running(startIoc(supply('L:PS1', 'Ready') + supply('L:PS3'), { server: kind, ports }));
    await watched.until('removed L:PS2');
    expect(new Set(watched.told.slice(before))).toEqual(new Set(['changed L:PS1', 'removed L:PS2', 'added L:PS3']));
  });
});

it('a server that comes up is heard by its beacon, and its devices are added', async () => {
  const [one, two] = await Promise.all([freePvaPorts(), freePvaPorts()]);
  const env = { EPICS_PVAS_BEACON_ADDR_LIST: BROADCAST };
  const first = await running(startIoc(supply('L:PS1'), { ports: one, env }));
  const hand = handOf(first);
  const watched = watchEpics({ address: 'pva:' }, EVENTS_ALONE, {
    EPICS_PVA_ADDR_LIST: `127.0.0.1:${one.udp} 127.0.0.1:${two.udp} ${BROADCAST}`,
    EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    EPICS_PVA_BROADCAST_PORT: `${two.udp}`,
  });
  await watched.untilChanged('changed L:PS1', () => hand.channel('L:PS1:Current.EGU').put('mA'));
  await running(startIoc(supply('L:PS2'), { ports: two, env }));
  await watched.until('added L:PS2');
});

it('a facility where nothing changes but values is looked at again and again, and nothing is told', async () => {
  const ioc = await running(startIoc(supply('L:PS1') + supply('L:PS2')));
  const hand = handOf(ioc);
  const looks = { names: 0, all: 0 };
  const options = {
    get pvs(): readonly string[] {
      looks.names += 1;
      return ['L:PS1:Current', 'L:PS1:Voltage', 'L:PS1:Output', 'L:PS9:Nowhere'];
    },
    get separators(): string {
      looks.all += 1;
      return ':';
    },
  };
  const watched = watchEpics({ address: `pva://${ioc.endpoint}`, options }, 50);
  for (let count = 0; looks.names < 8; count += 1) {
    await hand.channel('L:PS1:Current').put(count, { wait: true });
    await hand.channel('L:PS1:Output').put(count % 2, { wait: true });
  }
  // Its PVs were looked at in the beginning, and then names alone.
  expect([looks.all, watched.told]).toEqual([1, []]);
});
