// Runs the demo facility: node dist/sim/tango/main.js [--host HOST] [--port PORT]
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { demo, upgradedDemo } from './demo/demo.ts';
import { type Facility, startFacility } from './facility/facility.ts';

const options = { host: { type: 'string', default: '127.0.0.1' }, port: { type: 'string', default: '0' } } as const;

/** Does what is written to its input, until that ends or a signal comes. */
function run(facility: Facility): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line.trim() === 'upgrade') void facility.change(upgradedDemo).then(() => console.log('upgraded'));
    else console.error(`"${line}" is not understood. Write upgrade, or end the input to stop.`);
  });
  lines.once('close', () => {
    process.stdin.destroy();
    void facility.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => lines.close());
  // Printed last: whoever waits for it may write at once.
  console.log(`TANGO_HOST=${facility.tangoHost}`);
}

try {
  const { host, port } = parseArgs({ options }).values;
  run(await startFacility(demo, { host, port: Number(port) }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('Usage: main.js [--host HOST] [--port PORT]');
  process.exitCode = 2;
}
