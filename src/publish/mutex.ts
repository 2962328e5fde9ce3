import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode } from '../model/read-text.ts';
import { sha256 } from './disk.ts';
import { LOCAL_FOLDER } from './manifest.ts';
import { publishError } from './publish-error.ts';

export interface MutexOptions {
  /** Milliseconds to wait for another devgen to end; 20 s by default. */
  readonly wait?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** Far longer than one publication takes: many pulls at once queue here. */
const WAIT = 20_000;
/** Milliseconds between two tries, about. */
const RETRY = 25;

/**
 * Runs the work while no other devgen writes to the folder; `PUBLISH.BUSY` where another one does not end in time.
 * What is held is a listening socket: the kernel frees it however the process ends, so there is no lock file to
 * outlive it.
 */
export async function withMutex<R>(folder: string, work: () => Promise<R>, options: MutexOptions = {}): Promise<R> {
  await mkdir(folder, { recursive: true });
  const server = await acquire(await realpath(folder), options);
  try {
    return await work();
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

async function acquire(folder: string, { wait = WAIT, signal }: MutexOptions): Promise<Server> {
  const end = performance.now() + wait;
  for (;;) {
    signal?.throwIfAborted();
    const server = await hold(folder);
    if (server !== undefined) return server;
    if (performance.now() >= end) {
      throw publishError(
        'BUSY',
        `another devgen is writing to ${folder}`,
        'Wait for it to end, then run the command again.',
      );
    }
    // Not in step with the others who wait.
    await delay(RETRY * (0.5 + Math.random()));
  }
}

/** `undefined` while another devgen holds it. */
async function hold(folder: string): Promise<Server | undefined> {
  const name = `devgen-${sha256(folder).slice(0, 32)}`;
  if (process.platform === 'linux') return listen(`\0${name}`);
  if (process.platform === 'win32') return listen(`\\\\.\\pipe\\${name}`);
  const path = join(folder, LOCAL_FOLDER, 'mutex');
  await mkdir(join(folder, LOCAL_FOLDER), { recursive: true });
  const server = await listen(path);
  // A socket file stays behind after a kill.
  if (server === undefined && (await isDead(path))) await rm(path, { force: true });
  return server;
}

function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server));
    server.once('error', (error) => {
      if (hasCode(error, 'EADDRINUSE', 'EACCES')) resolve(undefined);
      else reject(error);
    });
    server.listen(address);
  });
}

/** Whether nobody listens at the socket file. One that is gone by now is not dead: the next may be there already. */
function isDead(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(false));
    socket.once('error', (error) => resolve(hasCode(error, 'ECONNREFUSED')));
    socket.once('close', () => socket.destroy());
    socket.unref();
  });
}
