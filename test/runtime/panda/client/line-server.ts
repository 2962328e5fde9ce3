import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface LineServer {
  /** `host:port` */
  readonly address: string;
  /** Lines that came, oldest first. */
  readonly lines: readonly string[];
  /** Pieces that arrived together. */
  readonly packets: readonly string[];
  readonly connections: number;
  /** To every connection. */
  send(text: string): void;
  /** Ends every connection, the listener stays. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** Answers each line as told; `undefined` is no answer. */
export async function startLineServer(answer: (line: string) => string | undefined): Promise<LineServer> {
  const sockets = new Set<Socket>();
  const lines: string[] = [];
  const packets: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    let rest = '';
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      packets.push(chunk);
      const all = (rest + chunk).split('\n');
      rest = all.pop() ?? '';
      lines.push(...all);
      const text = all.map((line) => answer(line) ?? '').join('');
      if (text !== '') socket.write(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    packets,
    get connections() {
      return connections;
    },
    send: (text) => sockets.forEach((socket) => socket.write(text)),
    hangUp: () => sockets.forEach((socket) => socket.destroy()),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
