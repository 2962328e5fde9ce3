// Reads of one attribute: one after the other, then pipelined over the one connection.
import { deadline } from '@devgen/runtime';
import { TangoClient } from '@devgen/runtime/tango';

const [address, attribute, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const depth = 64;
const client = new TangoClient();
const device = client.device(address);
const io = deadline(60_000);
const names = [attribute];
const options = { source: 'CACHE_DEV' };
const read = async () => Number((await device.readAttributes(names, options, io))[0].value[0]);

for (let index = 0; index < count / 10; index++) await read();
const times = new Float64Array(count);
let total = 0;
for (let index = 0; index < count; index++) {
  const started = performance.now();
  total += Math.abs(await read()) + 1;
  times[index] = performance.now() - started;
}
times.sort();

let done = 0;
let asked = 0;
const started = performance.now();
await Promise.all(
  Array.from({ length: depth }, async () => {
    while (asked < count) {
      asked++;
      await read();
      done++;
    }
  }),
);
const seconds = (performance.now() - started) / 1000;
io.done();
await client.close();
console.log(JSON.stringify({ p50us: times[count >> 1] * 1000, rate: done / seconds, reads: done, total }));
