import { expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { runScript } from '../../run-script.ts';

/** Has its IOC killed under calls of every kind, and prints how each ended and what is left. */
const SCRIPT = `
  import { readdirSync, readFileSync } from 'node:fs';
  import { PvaClient, timeLimit } from '@devgen/runtime/pva';
  const client = new PvaClient();
  const [a, b] = [client.channel('A'), client.channel('B')];
  await a.put(1, {}, timeLimit(20000));
  const events = [];
  const lost = new Promise((resolve) => a.monitor((event) => {
    events.push(event.kind);
    if (event.kind === 'disconnected' && events.includes('update')) resolve();
  }));
  await a.updates().next();
  const updates = b.updates({ pipeline: true });
  await updates.next();
  process.kill(Number(process.argv[2]), 'SIGSTOP');
  // The signal reaches one thread after the other.
  const tasks = '/proc/' + process.argv[2] + '/task/';
  const stopped = () => readdirSync(tasks).every((task) => /\\) T/.test(readFileSync(tasks + task + '/stat', 'latin1')));
  while (!stopped()) await new Promise((resolve) => setTimeout(resolve, 1));
  const calls = [
    a.get('', timeLimit(60000)), a.introspect(timeLimit(60000)), a.put(2, {}, timeLimit(60000)),
    client.channel('C').get('', timeLimit(60000)), client.channel('NONE').connect(timeLimit(60000)),
    client.getMany(['A', 'B', 'C'], '', timeLimit(60000)), updates.next(),
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

it('a process whose IOC is killed under calls of every kind has nothing left when its client is closed', async () => {
  const names = ['A', 'B', 'C'];
  const ioc = await startIoc(names.map((name) => `record(ao, "${name}") { field(PINI, "YES") }`).join('\n'));
  const result = await runScript(SCRIPT, [`${ioc.pid}`], {
    ...ioc.environment,
    EPICS_PVA_ADDR_LIST: `127.0.0.1:${ioc.udp} 127.255.255.255:${ioc.udp}`,
    EPICS_PVA_BROADCAST_PORT: `${ioc.udp}`,
  });
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
});
