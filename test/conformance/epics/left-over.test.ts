import { expect, it } from 'vitest';
import { startCaIoc } from '../../peers/ca-server.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { runScript } from '../../runtime/run-script.ts';
import { type Wire, WIRES } from './both-wires.ts';

/** What differs between the clients. */
interface Words {
  readonly client: string;
  /** Options of a get, and of a put that is done when its record is or has it. */
  readonly get: string;
  readonly put: string;
  /** What is asked of a PV beside its value. */
  readonly ask: string;
  readonly updates: string;
}

const words: Readonly<Record<Wire, Words>> = {
  pva: { client: 'PvaClient', get: "''", put: '{}', ask: 'introspect', updates: '{ pipeline: true }' },
  ca: { client: 'CaClient', get: '{}', put: '{ wait: true }', ask: 'recordType', updates: '' },
};

/** Has its IOC killed under calls of every kind, and prints how each ended and what is left. */
function scriptOf(wire: Wire): string {
  const { client, get, put, ask, updates } = words[wire];
  return `
  import { readdirSync, readFileSync } from 'node:fs';
  import { ${client}, timeLimit } from '@devgen/runtime/${wire}';
  const client = new ${client}();
  const [a, b] = [client.channel('A'), client.channel('B')];
  await a.put(1, ${put}, timeLimit(20000));
  const events = [];
  const lost = new Promise((resolve) => a.monitor((event) => {
    events.push(event.kind);
    if (event.kind === 'disconnected' && events.includes('update')) resolve();
  }));
  await a.updates().next();
  const updates = b.updates(${updates});
  await updates.next();
  process.kill(Number(process.argv[2]), 'SIGSTOP');
  // The signal reaches one thread after the other.
  const tasks = '/proc/' + process.argv[2] + '/task/';
  const stopped = () => readdirSync(tasks).every((task) => /\\) T/.test(readFileSync(tasks + task + '/stat', 'latin1')));
  while (!stopped()) await new Promise((resolve) => setTimeout(resolve, 1));
  const calls = [
    a.get(${get}, timeLimit(60000)), a.${ask}(timeLimit(60000)), a.put(2, ${put}, timeLimit(60000)),
    client.channel('C').get(${get}, timeLimit(60000)), client.channel('NONE').connect(timeLimit(60000)),
    client.getMany(['A', 'B', 'C'], ${get}, timeLimit(60000)), updates.next(),
  ];
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.kill(Number(process.argv[2]), 'SIGKILL');
  await lost;
  const settled = Promise.allSettled(calls);
  await client.close();
  // Harmless when repeated.
  await client.close();
  // Node counts a UDP socket that is closed until the end of a turn.
  for (let turns = 0; turns < 2; turns++) await new Promise((resolve) => setImmediate(resolve));
  const codes = (await settled).map(({ reason, value }) => reason?.code ?? (value instanceof Map ? value.size : value.value?.kind ?? value.done));
  console.log(JSON.stringify({
    codes, last: events.at(-1),
    resources: process.getActiveResourcesInfo().filter((name) => !/^(TTY|Pipe)/.test(name)),
  }));
`;
}

interface Started {
  readonly pid: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

async function start(wire: Wire, database: string): Promise<Started> {
  if (wire === 'ca') return startCaIoc(database);
  const ioc = await startIoc(database);
  return {
    pid: ioc.pid,
    // Beacons are heard there too.
    environment: {
      ...ioc.environment,
      EPICS_PVA_ADDR_LIST: `127.0.0.1:${ioc.udp} 127.255.255.255:${ioc.udp}`,
      EPICS_PVA_BROADCAST_PORT: `${ioc.udp}`,
    },
    stop: () => ioc.stop(),
  };
}

it.each(WIRES)(
  'a process whose IOC is killed under calls of every kind over %s has nothing left when its client is closed',
  async (wire) => {
    const names = ['A', 'B', 'C'];
    const ioc = await start(wire, names.map((name) => `record(ao, "${name}") { field(PINI, "YES") }`).join('\n'));
    const result = await runScript(scriptOf(wire), [`${ioc.pid}`], ioc.environment);
    await ioc.stop();
    expect(result).toEqual({
      // Only the put may have been done.
      codes: [
        'LINK.CLOSED',
        'LINK.CLOSED',
        expect.stringMatching(/^LINK\.(LOST|CLOSED)$/),
        'LINK.CLOSED',
        'LINK.CLOSED',
        3,
        'disconnected',
      ],
      last: 'disconnected',
      resources: [],
    });
  },
);
