// Reads a capture to its end, every column of every frame.
import { PandaClient } from '@devgen/runtime/panda';

const client = new PandaClient(process.argv[2]);
const port = await client.capture({ process: 'raw' });
const started = performance.now();
const before = process.cpuUsage();
const capture = await port.next();
let bytes = 0;
let samples = 0;
let last = 0;
for await (const frame of capture) {
  for (const { values } of frame.columns) last = values[values.length - 1];
  bytes += frame.bytes.length;
  samples += frame.samples;
}
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
await client.close();
if (capture.end?.samples !== samples) throw new Error(`${samples} samples, not ${capture.end?.samples}`);
if (last === 0) throw new Error('no values');
console.log(JSON.stringify({ samples, rate: bytes / seconds / 1e6, cpu: (user + system) / 1e4 / seconds }));
