import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../dist/sim/panda/main.js');

/** An embedded PandA that answers also while this process waits for another one. */
export interface PandaProcess {
  /** At the usual ports of this host. */
  readonly host: string;
  stop(): Promise<void>;
}

/** On a loopback address of its own; one that is taken is given up for another. */
export async function startPandaProcess(options: readonly string[] = []): Promise<PandaProcess> {
  for (let attempt = 1; ; attempt++) {
    const host = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;
    const child = spawn(process.execPath, [program, '--host', host, ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    let error = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    const isReady = await Promise.race([
      new Promise<boolean>((done) => child.stdout.once('data', () => done(true))),
      ended.then(() => false),
    ]);
    const stop = async (): Promise<void> => {
      child.stdin.end();
      await ended;
    };
    if (isReady) return { host, stop };
    if (attempt === 5 || !error.includes('EADDRINUSE')) throw new Error(`no PandA at ${host}: ${error}`);
  }
}
