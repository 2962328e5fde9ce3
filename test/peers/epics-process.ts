import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const program = resolve(import.meta.dirname, '../../dist/sim/epics/main.js');

/** The embedded demo facility in a process of its own, which answers also while this one waits for another one. */
export interface EpicsProcess {
  /** What makes clients look for it and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its interface is another one afterwards. */
  upgrade(): Promise<void>;
  stop(): Promise<void>;
}

export async function startEpicsProcess(args: readonly string[] = []): Promise<EpicsProcess> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`The facility has ended: ${error}`);
    return value;
  };
  const environment = environmentOf(await line());
  return {
    environment,
    upgrade: () => upgrade(child, line),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** What the line says that it prints when it is ready: `ready NAME=VALUE ...`. */
function environmentOf(line: string): Readonly<Record<string, string>> {
  const [ready, ...settings] = line.split(' ');
  if (ready !== 'ready') throw new Error(`not ready but: ${line}`);
  return Object.fromEntries(settings.map((setting) => setting.split('=') as [string, string]));
}

async function upgrade(child: ChildProcessWithoutNullStreams, line: () => Promise<string>): Promise<void> {
  child.stdin.write('upgrade\n');
  const answer = await line();
  if (answer !== 'upgraded') throw new Error(`not upgraded but: ${answer}`);
}
