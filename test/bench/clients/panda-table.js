// Writes a table of a sequencer, checked column by column, so many times.
import { openDevice } from '@devgen/runtime';
import { panda } from '@devgen/runtime/panda';

const [address, rows, times] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const via = panda(address, { period: 60_000 });
const box = await openDevice(address, { via: [via] });
const table = box.$extras.get('SEQ/1/TABLE');
const flags = (on) => Array.from({ length: rows }, (_, row) => row % 2 === on);
const outputs = ['a', 'b', 'c', 'd', 'e', 'f'];
const value = {
  repeats: new Uint16Array(rows).fill(1),
  trigger: Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 'Immediate' : 'POSA>=POSITION')),
  position: Int32Array.from({ length: rows }, (_, row) => row - 5),
  time1: new Uint32Array(rows).fill(10),
  ...Object.fromEntries(outputs.map((name) => [`out${name}1`, flags(0)])),
  time2: new Uint32Array(rows).fill(20),
  ...Object.fromEntries(outputs.map((name) => [`out${name}2`, flags(1)])),
};
const taken = [];
for (let round = 0; round < times; round++) {
  const started = performance.now();
  await table.set(value, { deadline: 30_000 });
  taken.push(performance.now() - started);
}
const back = await table.get({ deadline: 30_000 });
if (back.position.length !== rows || back.position[rows - 1] !== rows - 6) throw new Error('another table came back');
await via.close();
console.log(JSON.stringify({ rows, milliseconds: taken.toSorted((a, b) => a - b)[times >> 1] }));
