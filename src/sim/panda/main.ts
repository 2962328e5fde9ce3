// Runs an embedded PandA; see docs/explanations/embedded-panda.md.
import { parseArgs } from 'node:util';
import { firmwares } from './firmware/firmwares.ts';
import type { Pace } from './hardware/time/pace.ts';
import { PandaSim } from './server/panda-sim.ts';

const USAGE = 'Usage: main.js [--host HOST] [--port PORT] [--data-port PORT] [--firmware NAME] [--speed FACTOR|max]';

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8888' },
  /** The one after `port` where absent. */
  'data-port': { type: 'string' },
  firmware: { type: 'string', default: 'pandabox-no-fmc' },
  speed: { type: 'string', default: '1' },
} as const;

function portOf(text: string): number {
  const port = Number(text);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`${text} is no port: give a number up to 65535, or 0.`);
  return port;
}

function paceOf(text: string): Pace {
  if (text === 'max') return text;
  const factor = Number(text);
  if (!(factor > 0 && Number.isFinite(factor)))
    throw new RangeError(`${text} is no speed: give a factor on real time, or max.`);
  return factor;
}

/** Until a signal comes or the input ends. */
function run(sim: PandaSim, speed: string): void {
  const stop = (): void => {
    process.stdin.destroy();
    void sim.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  process.stdin.once('end', stop).resume();
  const { host, port, dataPort, firmware } = sim;
  // Printed last: whoever waits for it may connect at once.
  console.log(`ready control=${host}:${port} data=${host}:${dataPort} firmware=${firmware.app} speed=${speed}`);
}

try {
  const { host, port, 'data-port': dataPort, firmware: app, speed } = parseArgs({ options }).values;
  const firmware = firmwares.get(app);
  if (firmware === undefined)
    throw new RangeError(`There is no firmware ${app}. Give one of: ${[...firmwares.keys()].join(', ')}`);
  const sim = await PandaSim.start({
    firmware,
    host,
    port: portOf(port),
    ...(dataPort === undefined ? {} : { dataPort: portOf(dataPort) }),
    pace: paceOf(speed),
  });
  run(sim, speed);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 2;
}
