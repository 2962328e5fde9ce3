import { connect } from 'node:net';

/** GIOP 1.2 request `ping` to the object `key`, little-endian. */
export function pingRequest(key: string): Buffer {
  const keyBytes = Buffer.from(key, 'latin1');
  const padding = (4 - (keyBytes.length % 4)) % 4;
  const body = Buffer.concat([
    Buffer.from([1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]),
    word(keyBytes.length),
    keyBytes,
    Buffer.alloc(padding),
    word(5),
    Buffer.from('ping\0\0\0\0', 'latin1'),
    word(0),
  ]);
  return Buffer.concat([Buffer.from([0x47, 0x49, 0x4f, 0x50, 1, 2, 1, 0]), word(body.length), body]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Asks an object once; `true` when it answered without an exception, `false` for anything else and after `limit` ms. */
export function ping(host: string, port: number, key: string, limit = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => socket.write(pingRequest(key)));
    let reply = Buffer.alloc(0);
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(limit, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => resolve(false));
    socket.on('data', (chunk) => {
      reply = Buffer.concat([reply, chunk]);
      if (reply.length < 20) return;
      const status = (reply[6] ?? 0) & 1 ? reply.readUInt32LE(16) : reply.readUInt32BE(16);
      end(reply[7] === 1 && status === 0);
    });
  });
}

/** Asks until the object answers; rejects after 20 s. */
export async function pingUntilAnswered(host: string, port: number, key: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await ping(host, port, key))) {
    if (Date.now() > end) throw new Error(`${key} on ${host}:${port} did not answer a ping in 20 s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
