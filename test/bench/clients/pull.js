// What `devgen pull` asks of the facility, without lock and files: list, then describe every device.
import { deadline } from '@devgen/runtime';
import { openTango } from '../../../dist/sources/tango/tango-source.js';

const [prefix, expected] = [process.argv[2].replace('*', ''), Number(process.argv[3])];

const started = performance.now();
const source = openTango({ address: 'env' });
const io = deadline(60_000);
const found = [];
for await (const device of source.list(io)) if (device.running && device.device.startsWith(prefix)) found.push(device);
const counts = { devices: 0, attributes: 0, commands: 0 };
for await (const described of source.describe(found, io)) {
  if (!described.ok) throw described.error;
  counts.devices++;
  for (const member of Object.values(described.live.spec.members)) {
    if (member.kind === 'command') counts.commands++;
    else counts.attributes++;
  }
}
const seconds = (performance.now() - started) / 1000;
io.done();
await source.close();
if (counts.devices !== expected) throw new Error(`${counts.devices} devices, not ${expected}`);
// The commands State and Status give way to their attributes, so they are in the reply but not among the members.
counts.commands += 2 * counts.devices;
console.log(JSON.stringify({ ...counts, seconds }));
