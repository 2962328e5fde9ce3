import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../dist/sim/tango/main.js');

/** The facility of the tour, which answers also while this process waits for another one. */
export interface DemoProcess {
  readonly tangoHost: string;
  stop(): Promise<void>;
}

/** On a port of loopback that is free. */
export async function startDemoProcess(): Promise<DemoProcess> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const line = await Promise.race([
    new Promise<string>((done) => child.stdout.setEncoding('utf8').once('data', done)),
    ended.then(() => ''),
  ]);
  const [, tangoHost] = /^TANGO_HOST=(\S+)/.exec(line) ?? [];
  if (tangoHost === undefined) throw new Error(`no demo facility: ${line}${error}`);
  return {
    tangoHost,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
