import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface PandaProxy {
  /** `host:port` */
  readonly authority: string;
  /** Packets of clients so far. */
  readonly requests: number;
  /** Cuts every connection and takes no new one. */
  lose(): Promise<void>;
  restore(): Promise<void>;
  stop(): Promise<void>;
}

/** How long a slow command takes, in milliseconds. */
const SLOW = 600;

/**
 * Stands before a box for what its hardware has not: it changes names in what a client sends, so that the box refuses
 * them or does something else, and holds a line back that is to be slow, with all that follows it.
 */
export async function startPandaProxy(
  port: number,
  renamed: ReadonlyMap<string, string>,
  slow: string,
): Promise<PandaProxy> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((client) => {
    const box = connect(port, '127.0.0.1');
    for (const socket of [client, box]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => [client, box].forEach((each) => (sockets.delete(each), each.destroy())));
    }
    box.pipe(client);
    let rest = '';
    let turn = Promise.resolve();
    const pass = async (line: string, before: Promise<void>): Promise<void> => {
      await before;
      if (line === slow) await new Promise((resolve) => setTimeout(resolve, SLOW));
      const [name = '', mark = ''] = line.split(/(?=[?=])/, 2);
      const other = renamed.get(name);
      if (box.writable) box.write(`${other === undefined ? line : other + (other.includes('=') ? '' : mark)}\n`);
    };
    client.setEncoding('utf8').on('data', (chunk: string) => {
      requests++;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) turn = pass(line, turn);
    });
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve));
  const lose = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    authority: `127.0.0.1:${own}`,
    get requests() {
      return requests;
    },
    lose,
    restore: async () => {
      if (!server.listening) await listen(own);
    },
    stop: async () => {
      if (server.listening) await lose();
    },
  };
}
