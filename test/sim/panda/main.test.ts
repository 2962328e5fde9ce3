import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { root } from '../../repository/arrows.ts';

const main = join(root, 'dist/sim/panda/main.js');

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, '--port', '0', ...args]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit') as Promise<[number | null]>;
  return { child, ended, line: async () => (await lines.next()).value as string };
}

async function exchange(socket: Socket, line: string): Promise<string> {
  socket.write(line);
  const [reply] = (await once(socket, 'data')) as [Buffer];
  return reply.toString();
}

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says in one line where it listens, and ends at %s', async (signal) => {
    const { child, ended, line } = run('--data-port', '0', '--firmware', 'zedboard-no-fmc', '--speed', 'max');
    const ready = await line();
    const [, port, dataPort] =
      /^ready control=127\.0\.0\.1:(\d+) data=127\.0\.0\.1:(\d+) firmware=zedboard-no-fmc speed=max$/.exec(ready)!;
    const control = connect(Number(port), '127.0.0.1');
    expect(await exchange(control, '*METADATA.APPNAME?\n')).toBe('OK =zedboard-no-fmc\n');
    const data = connect(Number(dataPort), '127.0.0.1');
    expect(await exchange(data, '\n')).toBe('OK\n');
    const closed = [once(control, 'close'), once(data, 'close')];
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    await Promise.all(closed);
  });

  it('has its data port behind that of the commands, and ends with its standard input', async () => {
    const { child, ended, line } = run();
    const [, port, dataPort] = /^ready control=127\.0\.0\.1:(\d+) data=127\.0\.0\.1:(\d+) /.exec(await line())!;
    expect(Number(dataPort)).toBe(Number(port) + 1);
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    [['--firmware', 'x'], /There is no firmware x. Give one of: pandabox-no-fmc, /],
    [['--speed', '0'], /0 is no speed/],
    [['--port', '65536'], /65536 is no port/],
    [['--x'], /Unknown option '--x'/],
    [['--host', '203.0.113.1'], /EADDRNOTAVAIL/],
  ])('refuses %j', async (args, message) => {
    const { child, ended } = run(...args);
    const [error] = (await once(child.stderr, 'data')) as [Buffer];
    expect(error.toString()).toMatch(message);
    expect(await ended).toEqual([2, null]);
  });
});
