import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

const LISTEN = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120000);
  });
`;

/** A port on which connecting neither succeeds nor fails: its queue is full, and its thread takes nobody from it. */
export async function startDeafListener(): Promise<{ readonly port: number; stop(): Promise<unknown> }> {
  const worker = new Worker(LISTEN, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  // A queue of one holds two; the others find it full.
  const waiting: Socket[] = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await Promise.all(waiting.slice(0, 2).map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  const stop = (): Promise<unknown> => {
    for (const socket of waiting) socket.destroy();
    return worker.terminate();
  };
  return { port, stop };
}
