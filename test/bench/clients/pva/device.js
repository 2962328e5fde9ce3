// Connects a device of many signals, every one checked against its class, each time anew; then reads it whole.
import { connectAll, defineDevice, getMany } from '@devgen/runtime';
import { pva } from '@devgen/runtime/pva';

const [count, rounds] = process.argv.slice(2).map(Number);
const names = Array.from({ length: count }, (_, index) => `${index}`);
const members = Object.fromEntries(names.map((name) => [`s${name}`, { kind: 'rw', source: name, type: 'f64' }]));
const Many = defineDevice({ id: 'epics:Many', members });

const connects = [];
const reads = [];
for (let round = 0; round < rounds; round++) {
  const device = new Many('B:');
  const epics = pva();
  const started = performance.now();
  await connectAll({ device }, { via: [epics] });
  const connected = performance.now();
  const readings = await getMany(names.map((name) => device[`s${name}`]));
  reads.push(performance.now() - connected);
  connects.push(connected - started);
  if (!readings.every(({ ok }, index) => ok && readings[index].value === index)) throw new Error('wrong values');
  await epics.close();
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
console.log(
  JSON.stringify({ connectMs: median(connects), readMs: median(reads), firstMs: connects[0], signals: count }),
);
