import { CaClient } from '@devgen/runtime/ca';
import { afterEach, describe, expect, it } from 'vitest';
import { startCaRepeater } from '../../peers/ca-repeater.ts';
import { type CaServerPeer, startCaIoc } from '../../peers/ca-server.ts';
import { freePort } from '../../peers/port.ts';
import { running } from './running.ts';
import { EVENTS_ALONE, watchEpics } from './watching.ts';

const hands: CaClient[] = [];
afterEach(() => Promise.all(hands.splice(0).map((hand) => hand.close())));

function handOf(server: CaServerPeer): (pv: string, value: unknown) => Promise<void> {
  const client = new CaClient({ environment: server.environment });
  hands.push(client);
  return (pv, value) => client.channel(pv).put(value, { wait: true });
}

const supply = (device: string, mode = 'On'): string => `
  record(ao, "${device}:Current") { field(VAL, "1") field(PINI, "YES") field(EGU, "A") }
  record(ai, "${device}:Voltage") { field(INP, "${device}:Current CP") field(EGU, "V") }
  record(bo, "${device}:Output") { field(ZNAM, "Off") field(ONAM, "${mode}") }
`;
const leaves = (...devices: readonly string[]): { readonly pvs: readonly string[] } => ({
  pvs: devices.flatMap((device) => ['Current', 'Voltage', 'Output'].map((leaf) => `${device}:${leaf}`)),
});

describe('an IOC over Channel Access, of which a watch hears', () => {
  it('what records say beside their values, and nothing of the values', async () => {
    const ioc = await running(startCaIoc(supply('L:PS1') + supply('L:PS2')));
    const watched = watchEpics({ address: `ca://${ioc.endpoint}`, options: leaves('L:PS1', 'L:PS2') }, EVENTS_ALONE);
    const put = handOf(ioc);
    await watched.untilChanged('changed L:PS2', async () => {
      await put('L:PS1:Current', 5);
      await put('L:PS1:Output', 1);
      await put('L:PS2:Output.ONAM', 'Ready');
    });
    expect(new Set(watched.told)).toEqual(new Set(['changed L:PS2']));
    await watched.untilChanged('changed L:PS1', () => put('L:PS1:Voltage.EGU', 'mV'));
  });

  it('that it is back as another one', async () => {
    const port = await freePort();
    const first = await running(startCaIoc(supply('L:PS1') + supply('L:PS2'), { port }));
    const options = leaves('L:PS1', 'L:PS2');
    const watched = watchEpics({ address: `ca://${first.endpoint}`, options }, EVENTS_ALONE);
    const put = handOf(first);
    await watched.untilChanged('changed L:PS1', () => put('L:PS1:Voltage.EGU', 'mV'));
    const before = watched.told.length;
    await first.stop();
    await running(startCaIoc(supply('L:PS1', 'Ready'), { port }));
    // It is named, and nowhere: its class is kept by a pull.
    await watched.until('changed L:PS2');
    expect(new Set(watched.told.slice(before))).toEqual(new Set(['changed L:PS1', 'changed L:PS2']));
  });

  it('that it is there, by its beacon', async () => {
    const repeater = await running(startCaRepeater());
    const [one, two] = [await freePort(), await freePort()];
    const first = await running(startCaIoc(supply('L:PS1'), { port: one, repeater: repeater.port }));
    const environment = {
      ...repeater.environment,
      EPICS_CA_ADDR_LIST: `127.0.0.1:${one} 127.0.0.1:${two}`,
      EPICS_CA_AUTO_ADDR_LIST: 'NO',
    };
    const watched = watchEpics({ address: 'ca:', options: leaves('L:PS1', 'L:PS2') }, EVENTS_ALONE, environment);
    const put = handOf(first);
    await watched.untilChanged('changed L:PS1', () => put('L:PS1:Voltage.EGU', 'mV'));
    expect(watched.told).not.toContain('changed L:PS2');
    await running(startCaIoc(supply('L:PS2'), { port: two, repeater: repeater.port }));
    await watched.until('changed L:PS2');
  });
});

it('a facility over Channel Access where nothing changes but values is looked at, and nothing is told', async () => {
  const repeater = await running(startCaRepeater());
  const ioc = await running(startCaIoc(supply('L:PS1'), { repeater: repeater.port }));
  const looks = { names: 0, all: 0 };
  const options = {
    get pvs(): readonly string[] {
      looks.names += 1;
      return leaves('L:PS1').pvs;
    },
    get separators(): string {
      looks.all += 1;
      return ':';
    },
  };
  const environment = { ...ioc.environment, ...repeater.environment };
  const watched = watchEpics({ address: `ca://${ioc.endpoint}`, options }, 50, environment);
  const put = handOf(ioc);
  for (let count = 0; looks.names < 8; count += 1) {
    await put('L:PS1:Current', count);
    await put('L:PS1:Output', count % 2);
  }
  expect([looks.all, watched.told]).toEqual([1, []]);
});
