import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface DataServer {
  readonly port: number;
  /** The last connection. */
  readonly socket: Socket;
  /** Writes in pieces as the connection takes them. */
  send(bytes: Uint8Array): Promise<void>;
  stop(): Promise<void>;
}

/** A data port that says `OK` to any options, and sends what it is told. */
export async function startDataServer(): Promise<DataServer> {
  let last: Socket | undefined;
  const server = createServer((socket) => {
    last = socket;
    socket.on('error', () => {});
    socket.once('data', () => socket.write('OK\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get socket() {
      return last!;
    },
    send: async (bytes) => {
      if (!last!.write(bytes)) await new Promise((resolve) => last!.once('drain', resolve));
    },
    stop: () =>
      new Promise((resolve) => {
        last?.destroy();
        server.close(() => resolve());
      }),
  };
}
