// Runs the demo facility by PV Access and Channel Access: node dist/sim/epics/main.js
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { makeDemo, upgradeDemo } from './demo/demo.ts';
import { type EpicsServers, startEpics } from './facility/servers.ts';

const USAGE = `Usage: main.js [--host HOST] [--pva-port PORT] [--pva-search-port PORT]
               [--ca-port PORT] [--ca-search-port PORT]`;

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  'ca-port': { type: 'string', default: '0' },
  'ca-search-port': { type: 'string', default: '0' },
  'pva-port': { type: 'string', default: '0' },
  'pva-search-port': { type: 'string', default: '0' },
} as const;

function portOf(text: string): number {
  const port = Number(text);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`${text} is no port: give a number up to 65535, or 0.`);
  return port;
}

/** Does what is written to its input, until that ends or a signal comes. */
function run(servers: EpicsServers): void {
  let isUpgraded = false;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line.trim() !== 'upgrade')
      console.error(`"${line}" is not understood. Write upgrade, or end the input to stop.`);
    else if (isUpgraded) console.error('It is upgraded already.');
    else {
      isUpgraded = true;
      upgradeDemo(servers.facility);
      console.log('upgraded');
    }
  });
  lines.once('close', () => {
    process.stdin.destroy();
    void servers.stop();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => lines.close());
  // Printed last: whoever waits for it may connect at once.
  console.log(readyLine(servers));
}

/** The addresses as clients have them in their environment. */
function readyLine({ host, pva, ca }: EpicsServers): string {
  const addresses = [
    `EPICS_PVA_ADDR_LIST=${host}:${pva.searchPort}`,
    'EPICS_PVA_AUTO_ADDR_LIST=NO',
    `EPICS_CA_ADDR_LIST=${host}:${ca.searchPort}`,
    'EPICS_CA_AUTO_ADDR_LIST=NO',
  ];
  return `ready ${addresses.join(' ')}`;
}

try {
  const { values } = parseArgs({ options });
  const pva = { port: portOf(values['pva-port']), searchPort: portOf(values['pva-search-port']) };
  const ca = { port: portOf(values['ca-port']), searchPort: portOf(values['ca-search-port']) };
  run(await startEpics(makeDemo(), { host: values.host, pva, ca }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 2;
}
