import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { badReading, DevgenError, goodReading } from '@devgen/runtime';
import type { Connector, Io, MemberSpec, Reading, ValueType } from '@devgen/runtime';
import { polledConnector, type Session, type Target } from '@devgen/runtime/polled';

/** An instrument that answers lines of text: `LEVEL?;MODE?`, `LEVEL=3`, `DOUBLE 4`. */
export function ascii(authority: string): Connector {
  return polledConnector({ scheme: 'ascii', authority, period: 20, open: (name, io) => open(authority, name, io) });
}

async function open(authority: string, name: string, io: Io): Promise<Session> {
  if (name !== 'instrument') throw new DevgenError(`no ${name} at ${authority}`, { code: 'ADDRESS.UNKNOWN' });
  const [host = '', port] = authority.split(':');
  const socket = connect({ host, port: Number(port), signal: io.signal });
  const waiting: [resolve: (line: string) => void, reject: (error: Error) => void][] = [];
  const lines = createInterface(socket).on('line', (line) => waiting.shift()?.[0](line));
  lines.on('error', () => {});
  const gone = new Promise<Error>((resolve) => {
    const lose = (why: string): void => resolve(new DevgenError(why, { code: 'LINK.LOST' }));
    socket.on('error', ({ message }) => lose(message)).on('close', () => lose('the instrument hung up'));
  });
  void gone.then((why) => waiting.splice(0).forEach(([, reject]) => reject(why)));
  const ask = (line: string): Promise<string> => {
    socket.write(`${line}\n`);
    return new Promise((resolve, reject) => waiting.push([resolve, reject]));
  };
  const order = async (line: string): Promise<string> => {
    const reply = await ask(line);
    if (reply.startsWith('OK')) return reply.slice(3);
    throw new DevgenError(reply, { code: 'ASCII.REFUSED' });
  };

  const members = Object.fromEntries((await ask('?')).split(';').map(memberOf));
  return {
    live: { spec: { id: 'ascii:Instrument', members }, meta: new Map() },
    gone,
    read: async (targets) => {
      const replies = (await ask(targets.map(({ member }) => `${member.source}?`).join(';'))).split(';');
      return targets.map((target, index) => readingOf(replies[index] ?? '', target));
    },
    write: async (target, value) => void (await order(`${target.member.source}=${encode(value, target)}`)),
    setpoint: async (target) => decode(await order(`${target.member.source}?`), target),
    execute: async ({ member }, argument) => Number(await order([member.source, argument].join(' ').trim())),
    close: () => void socket.destroy(),
  };
}

function memberOf(line: string): [string, MemberSpec] {
  const [source = '', kind, type, more] = line.split(' ');
  if (kind === 'command') return [source, { kind, source, ...(type !== '-' && { in: 'f64', out: 'f64' }) }];
  const labels = more === undefined ? {} : { labels: more.split('|') };
  return [source, { kind: kind as 'r' | 'rw', source, type: type as ValueType, ...labels }];
}

function readingOf(reply: string, target: Target): Reading {
  return reply.startsWith('OK')
    ? goodReading(decode(reply.slice(3), target))
    : badReading(new DevgenError(reply, { code: 'ASCII.REFUSED' }));
}

function decode(text: string, { live }: Target): unknown {
  if (!('type' in live) || live.type === 'str') return text;
  if (live.type === 'f64[]') return Float64Array.from(text.split(',').filter(Boolean), Number);
  return live.type === 'enum' ? live.labels?.[Number(text)] : Number(text);
}

function encode(value: unknown, { live }: Target): string {
  return 'labels' in live ? String(live.labels?.indexOf(String(value))) : String(value);
}
