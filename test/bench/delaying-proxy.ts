import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface DelayingProxy {
  /** `host:port` */
  readonly address: string;
  stop(): Promise<void>;
}

/** A link that takes so many milliseconds each way, whatever is on it already. */
export async function startDelayingProxy(host: string, port: number, delay: number): Promise<DelayingProxy> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const other = connect({ host, port, noDelay: true });
    sockets.add(client).add(other);
    pass(client, other, delay);
    pass(other, client, delay);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Timers count whole milliseconds, so what is due is looked for in every turn of the loop. */
function pass(from: Socket, to: Socket, delay: number): void {
  const waiting: { readonly at: number; readonly bytes: Buffer }[] = [];
  const look = (): void => {
    while (waiting.length > 0 && waiting[0]!.at <= performance.now()) to.write(waiting.shift()!.bytes);
    if (waiting.length > 0) setImmediate(look);
  };
  from.on('error', () => {}).once('close', () => to.destroy());
  from.on('data', (bytes: Buffer) => {
    if (delay === 0) return void to.write(bytes);
    waiting.push({ at: performance.now() + delay, bytes });
    if (waiting.length === 1) setImmediate(look);
  });
}
