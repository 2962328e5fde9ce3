import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what the kernels give to sockets that ask for any port: a client's own socket would take the port of a server
 * that is still starting. Each worker of the tests has its share, so that two of them never choose the same.
 */
const lowest = 15_000;
const share = 2_000;
const shares = 8;
const own = lowest + (Number(process.env['VITEST_POOL_ID'] ?? 0) % shares) * share;
let next = Math.floor(Math.random() * share);

/** A port of the loopback that is free now, for TCP and for UDP. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < share; attempt++) {
    const port = own + (next++ % share);
    if (!(await isTaken(port))) return port;
  }
  throw new Error(`no port from ${own} to ${own + share - 1} is free`);
}

/**
 * Runs `start` with a free port. Another process may take the port before the peer binds it: then, and only then,
 * it runs again with another.
 */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return await start(port);
    } catch (error) {
      if (attempt === 5 || !(await isTaken(port))) throw error;
    }
  }
}

async function isTaken(port: number): Promise<boolean> {
  const server = createServer();
  const socket = createSocket('udp4');
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    await once(socket.bind(port), 'listening');
    return false;
  } catch {
    return true;
  } finally {
    server.close();
    socket.close();
  }
}
