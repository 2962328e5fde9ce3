// Connects a device of many signals, every one checked against its class, each time anew; then reads it whole. The first
// argument is the protocol: ca or pva.
import { connectAll, defineDevice, getMany } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { pva } from '@devgen/runtime/pva';

const [protocol, ...rest] = process.argv.slice(2);
const [count, rounds] = rest.map(Number);
const route = { ca, pva }[protocol];
const names = Array.from({ length: count }, (_, index) => `${index}`);
const members = Object.fromEntries(names.map((name) => [`s${name}`, { kind: 'rw', source: name, type: 'f64' }]));
const Many = defineDevice({ id: 'epics:Many', members });

const connects = [];
const reads = [];
for (let round = 0; round < rounds; round++) {
  const device = new Many('B:');
  const epics = route();
  const started = performance.now();
  await connectAll({ device }, { via: [epics] });
  const connected = performance.now();
  const readings = await getMany(names.map((name) => device[`s${name}`]));
  reads.push(performance.now() - connected);
  connects.push(connected - started);
  if (!readings.every(({ ok }, index) => ok && readings[index].value === index)) throw new Error('wrong values');
  await epics.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
console.log(
  JSON.stringify({ connectMs: median(connects), readMs: median(reads), firstMs: connects[0], signals: count }),
);
