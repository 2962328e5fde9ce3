// Connects a whole device, every member checked against a spec taken from the device itself, each time anew.
import { connectAll, deadline, Device } from '@devgen/runtime';
import { introspect, tango, TangoClient } from '@devgen/runtime/tango';

const [address, expected, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const client = new TangoClient();
const io = deadline(10_000);
const { live } = await introspect(client.device(address), io);
io.done();
await client.close();
class Sixty extends Device {
  static spec = live.spec;
}

const times = [];
let signals = 0;
for (let round = 0; round < rounds; round++) {
  const device = new Sixty(address);
  const started = performance.now();
  const db = tango('env');
  await connectAll({ device }, { via: [db] });
  times.push(performance.now() - started);
  signals = Object.values(device).filter((member) => member.kind !== 'command').length;
  if (signals < expected) throw new Error(`${signals} signals, not ${expected}`);
  await db.close();
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ p50ms: times[rounds >> 1], signals }));
