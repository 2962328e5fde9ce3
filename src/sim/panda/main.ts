import { parseArgs } from 'node:util';
import { firmwares } from './firmware/firmwares.ts';
import type { Pace } from './hardware/time/pace.ts';
import { PandaSim } from './server/panda-sim.ts';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8888' },
    'data-port': { type: 'string', default: '8889' },
    firmware: { type: 'string', default: 'pandabox-no-fmc' },
    speed: { type: 'string', default: '1' },
  },
});

const firmware = firmwares.get(values.firmware);
if (firmware === undefined)
  fail(`There is no firmware ${values.firmware}. Give one of: ${[...firmwares.keys()].join(', ')}`);

const sim = await PandaSim.start({
  firmware,
  host: values.host,
  port: portOf(values.port),
  dataPort: portOf(values['data-port']),
  pace: paceOf(values.speed),
});
console.log(
  `ready control=${sim.host}:${sim.port} data=${sim.host}:${sim.dataPort} firmware=${firmware.app} speed=${values.speed}`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
process.stdin.once('end', stop).resume();

function stop(): void {
  void sim.stop().then(() => process.exit(0));
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    fail(`${text} is no port: give a number up to 65535, or 0.`);
  return port;
}

function paceOf(text: string): Pace {
  if (text === 'max') return text;
  const factor = Number(text);
  if (!(factor > 0 && Number.isFinite(factor))) fail(`${text} is no speed: give a factor on real time, or max.`);
  return factor;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
