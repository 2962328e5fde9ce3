// A bare TCP echo of the size of a get: what a round trip costs at least.
import { connect } from 'node:net';
import { once } from 'node:events';

const [port, count] = process.argv.slice(2).map(Number);
const socket = connect({ port, host: '127.0.0.1', noDelay: true });
await once(socket, 'connect');
const question = Buffer.alloc(17);
const times = new Float64Array(count);
let asked = 0;
let started = performance.now();
await new Promise((resolve) => {
  socket.on('data', () => {
    times[asked++] = performance.now() - started;
    if (asked === count) return resolve();
    started = performance.now();
    socket.write(question);
  });
  socket.write(question);
});
socket.destroy();
console.log(JSON.stringify({ p50us: times.toSorted()[count >> 1] * 1000, echoes: count }));
