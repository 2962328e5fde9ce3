import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

const labels = ['Idle', 'Run', 'Fault', 'Maintenance'];

/** What the instrument keeps, as it writes it on the wire: an enum by index, an array with commas. */
const first = { LEVEL: '0', RBV: '0', MODE: '0', TEXT: '', WAVE: '0', BROKEN: '0' };

const help = [
  'LEVEL rw f64',
  'RBV r f64',
  `MODE rw enum ${labels.join('|')}`,
  'TEXT rw str',
  'WAVE rw f64[]',
  'BROKEN rw f64',
  'DOUBLE command f64 f64',
  'RESET command - -',
  'SLOW command - -',
].join(';');

export interface AsciiInstrument {
  readonly authority: string;
  /** Lines received, oldest first. */
  readonly requests: readonly string[];
  set(name: string, value: number | string | Float64Array): void;
  /** Cuts every connection and takes no new one. */
  lose(): Promise<void>;
  restore(): Promise<void>;
  stop(): Promise<void>;
}

/** An odd instrument: one line of text for each line, in order. */
export async function startAsciiInstrument(): Promise<AsciiInstrument> {
  const values = new Map(Object.entries(first));
  const requests: string[] = [];
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop()!;
      for (const line of lines) {
        requests.push(line);
        const reply = answer(line);
        if (reply !== undefined) socket.write(`${reply}\n`);
      }
    });
  });

  /** `undefined` leaves the request without an answer. */
  const answer = (line: string): string | undefined => {
    if (line === '?') return help;
    if (line === 'SLOW') return undefined;
    if (line === 'RESET') return (values.set('LEVEL', '0'), 'OK');
    if (line.startsWith('DOUBLE ')) return `OK ${Number(line.slice(7)) * 2}`;
    if (line.startsWith('BROKEN=')) return 'ERR out of order';
    const write = /^(\w+)=(.*)$/.exec(line);
    if (write !== null) return (values.set(write[1]!, write[2]!), 'OK');
    const names = line.split(';').map((query) => query.replace('?', ''));
    return names.map((name) => (name === 'BROKEN' ? 'ERR out of order' : `OK ${values.get(name) ?? ''}`)).join(';');
  };

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const lose = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    authority: `127.0.0.1:${port}`,
    requests,
    set(name, value) {
      const index = typeof value === 'string' ? labels.indexOf(value) : -1;
      values.set(name, index >= 0 ? String(index) : String(value));
    },
    lose,
    restore: async () => {
      if (!server.listening) await listen(port);
    },
    stop: async () => {
      if (server.listening) await lose();
    },
  };
}
