import { setMaxListeners } from 'node:events';
import { deadline, DevgenError, type Io } from '@devgen/runtime';
import type { Described, Found } from '../source.ts';
import { Places } from '../places.ts';
import { Results } from '../results.ts';
import { pool } from '../pool.ts';

/** More only makes one process thrash. */
const IN_FLIGHT_PER_SERVER = 4;
/**
 * Servers at a time. Each takes a connection, and processes may have as few as 256 open files. A dead or silent server
 * takes one place for one deadline (2 s to connect, 3 s to a first reply), side by side with the others: up to 128 of
 * them cost a pull that deadline once, 1 000 of them eight times.
 */
const SERVERS = 128;
/** Milliseconds for each call, from when it may be sent. */
const PER_CALL = 5_000;

/** What every device of a server suffers from alike. */
const SERVER_DOWN: ReadonlySet<string> = new Set(['CONNECT.FAILED', 'CONNECT.TIMEOUT', 'LINK.LOST']);
/** A device may hang alone. So many that time out in a row, with no answer of another in between, are their server's. */
const TIMEOUTS = IN_FLIGHT_PER_SERVER;

/** How devices are asked. */
export interface Asking {
  ask(found: Found, io: Io): Promise<Described>;
  /** No device of its server is asked any more. */
  leave(found: Found): void;
  /** The host of its server, where that is known. */
  hostOf(found: Found): string | undefined;
}

/**
 * Asks each device of the batch, servers side by side, at most `serversPerHost` of one host, each left when its last device is done. When a server proves
 * dead or silent, its other devices fail for the same reason without being asked.
 */
export async function* describeAll(
  batch: readonly Found[],
  asking: Asking,
  io: Io,
  serversPerHost: number = SERVERS,
): AsyncGenerator<Described, void, undefined> {
  const all = deadline(Infinity, io.signal);
  // As many devices listen as are asked at a time.
  setMaxListeners(0, all.signal);
  const results = new Results<Described>();
  const places = new Places(SERVERS);
  const describeHost = (servers: readonly (readonly Found[])[]): Promise<void> =>
    pool(servers, serversPerHost, (devices) => places.run(() => describeServer(devices, asking, all, results)));
  const work = Promise.all(byHost(byServer(batch), asking).map(describeHost));
  void work.finally(() => results.end());
  try {
    yield* results.items();
    await work;
  } finally {
    all.abort(new DevgenError('the reader left', { code: 'CALL.ABORTED' }));
    await work;
  }
}

function byServer(batch: readonly Found[]): readonly (readonly Found[])[] {
  const servers = new Map<string, Found[]>();
  for (const found of batch) {
    const server = found.server ?? found.device;
    const devices = servers.get(server);
    if (devices === undefined) servers.set(server, [found]);
    else devices.push(found);
  }
  return [...servers.values()];
}

function byHost(servers: readonly (readonly Found[])[], { hostOf }: Asking): readonly (readonly Found[])[][] {
  const hosts = new Map<string | undefined, (readonly Found[])[]>();
  for (const devices of servers) {
    const host = devices[0] && hostOf(devices[0]);
    const known = hosts.get(host);
    if (known === undefined) hosts.set(host, [devices]);
    else known.push(devices);
  }
  return [...hosts.values()];
}

async function describeServer(
  devices: readonly Found[],
  asking: Asking,
  all: Io,
  results: Results<Described>,
): Promise<void> {
  let down: DevgenError | undefined;
  let timeouts = 0;
  const io: Io = { signal: all.signal, remaining: () => PER_CALL };
  await pool(devices, IN_FLIGHT_PER_SERVER, async (found) => {
    if (down !== undefined || all.signal.aborted) {
      results.push({ ok: false, found, error: down === undefined ? all.signal.reason : sameFor(found, down) });
      return;
    }
    const described = await asking.ask(found, io);
    const code = described.ok ? undefined : described.error.code;
    timeouts = code === 'CALL.TIMEOUT' ? timeouts + 1 : 0;
    if (!described.ok && (SERVER_DOWN.has(described.error.code) || timeouts >= TIMEOUTS)) down = described.error;
    results.push(described);
  });
  for (const found of devices) asking.leave(found);
}

function sameFor({ device, server }: Found, { code, message, hint }: DevgenError): DevgenError {
  return new DevgenError(`${device}: not asked, for its server ${server ?? ''} failed: ${message}`, {
    code,
    device,
    hint,
  });
}
