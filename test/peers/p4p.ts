import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { epicsPython, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';
import { type PvaPorts, serverEnvironment } from './pva-port.ts';
import { type PvaServerPeer, startPvaServer } from './pva-server.ts';

const run = promisify(execFile);

export interface P4pOptions {
  readonly args?: readonly string[];
  readonly ports?: PvaPorts;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a p4p server: a file of test/peers/servers. */
export function startP4p(script: string, options: P4pOptions = {}): Promise<PvaServerPeer> {
  return startPvaServer(
    async (ports) =>
      PeerProcess.start({
        name: script,
        command: required(epicsPython, 'p4p'),
        args: ['-u', join(import.meta.dirname, 'servers', script), ...(options.args ?? [])],
        env: { ...(await serverEnvironment(ports)), PYTHONDONTWRITEBYTECODE: '1', ...options.env },
        ready: 'READY',
      }),
    options.ports,
  );
}

/** Runs a Python script as a p4p client of a server, as evidence beside our own client; resolves to its output. */
export async function runP4p(server: PvaServerPeer, script: string, args: readonly string[] = []): Promise<string> {
  const env = { ...process.env, ...server.environment, PYTHONDONTWRITEBYTECODE: '1' };
  const options = { env, timeout: 60_000 };
  return (await run(required(epicsPython, 'p4p'), ['-c', script, ...args], options)).stdout;
}
