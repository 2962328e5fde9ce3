// Runs the demo facility: node dist/sim/epics/main.js [--host HOST] [--pva-port PORT] [--pva-search-port PORT]
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { makeDemo, upgradeDemo } from './demo/demo.ts';
import { type EpicsServers, startEpics } from './facility/servers.ts';

const USAGE = 'Usage: main.js [--host HOST] [--pva-port PORT] [--pva-search-port PORT]';

const options = {
  host: { type: 'string', default: '127.0.0.1' },
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
function readyLine({ host, pva }: EpicsServers): string {
  return `ready EPICS_PVA_ADDR_LIST=${host}:${pva.searchPort} EPICS_PVA_AUTO_ADDR_LIST=NO`;
}

try {
  const { host, 'pva-port': pvaPort, 'pva-search-port': searchPort } = parseArgs({ options }).values;
  const pva = { port: portOf(pvaPort), searchPort: portOf(searchPort) };
  run(await startEpics(makeDemo(), { host, pva }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 2;
}
