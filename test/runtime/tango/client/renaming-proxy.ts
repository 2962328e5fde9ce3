import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands before a server and changes a name in what a client sends, so that the server does not know it. */
export interface RenamingProxy {
  /** `host:port` */
  readonly address: string;
  stop(): void;
}

export async function startRenamingProxy(port: number, name: string): Promise<RenamingProxy> {
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => [client, server].forEach((each) => each.destroy()));
    }
    client.on('data', (chunk) => {
      // Same length, so the message stays whole; the requests that carry a command's name fit in one chunk.
      server.write(Buffer.from(chunk.toString('latin1').replaceAll(name, `X${name.slice(1)}`), 'latin1'));
    });
    server.pipe(client);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return {
    address: `127.0.0.1:${address.port}`,
    stop: () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
