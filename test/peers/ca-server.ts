import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { iocProcess } from './epics-ioc.ts';
import { epicsPython, required } from './install/cache.js';
import { PeerProcess, type ProcessOptions } from './peer.ts';
import { freePort } from './port.ts';
import { RestartablePeer } from './restartable-peer.ts';

const run = promisify(execFile);

/** A CA server on the loopback, with one port for searches and connections; a restart keeps it. */
export class CaServerPeer extends RestartablePeer {
  readonly host = '127.0.0.1';
  readonly port: number;

  constructor(running: PeerProcess, start: () => Promise<PeerProcess>, port: number) {
    super(running, start);
    this.port = port;
  }

  /** `127.0.0.1:5064`, to be dialled. */
  get endpoint(): string {
    return `${this.host}:${this.port}`;
  }

  /** What makes a client search for this server and no other. */
  get environment(): Readonly<Record<string, string>> {
    return { EPICS_CA_ADDR_LIST: this.endpoint, EPICS_CA_AUTO_ADDR_LIST: 'NO' };
  }
}

export interface CaIocOptions {
  /** Access security: the text of an ACF file. */
  readonly access?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the repeater that its beacons go to; they go nowhere without. */
  readonly repeater?: number;
}

/** An IOC that serves CA alone. */
export function startCaIoc(database: string, options: CaIocOptions = {}): Promise<CaServerPeer> {
  return startCaServer(iocProcess('none', database, options.access), options);
}

/** One of caproto's example IOCs: `fake_motor_record`. */
export function startCaproto(example: string, args: readonly string[] = []): Promise<CaServerPeer> {
  return startCaServer({
    name: `caproto ${example}`,
    command: required(epicsPython, 'caproto'),
    args: ['-um', `caproto.ioc_examples.${example}`, '--interfaces', '127.0.0.1', ...args],
    ready: 'Server startup complete',
  });
}

/** The records that a Python file of test/peers/servers makes with softioc. */
export function startSoftIoc(script: string): Promise<CaServerPeer> {
  return startCaServer({
    name: `softioc ${script}`,
    command: required(epicsPython, 'softioc'),
    args: ['-u', join(import.meta.dirname, 'servers', script)],
    ready: 'READY',
  });
}

/** Runs a Python script with pyepics or aioca as a client of a server, as evidence beside our own; resolves to its output. */
export async function runCaPython(
  server: { readonly environment: Readonly<Record<string, string>> },
  script: string,
  args: readonly string[] = [],
): Promise<string> {
  const env = { ...process.env, ...server.environment, ...QUIET, PYTHONDONTWRITEBYTECODE: '1' };
  return (await run(required(epicsPython, 'EPICS'), ['-c', script, ...args], { env, timeout: 60_000 })).stdout;
}

async function startCaServer(
  options: ProcessOptions,
  { port: given, repeater, env: own }: Pick<CaIocOptions, 'port' | 'repeater' | 'env'> = {},
): Promise<CaServerPeer> {
  const port = given ?? (await freePort());
  const env = { ...options.env, ...serverEnvironment(port, repeater), PYTHONDONTWRITEBYTECODE: '1', ...own };
  const start = (): Promise<PeerProcess> => PeerProcess.start({ ...options, env });
  return new CaServerPeer(await start(), start, port);
}

/** No repeater is looked for, or found by chance: nobody is there. */
const NOBODY = 9;
const QUIET = { EPICS_CA_REPEATER_PORT: `${NOBODY}` };

/** What keeps a server on the loopback, on its port, and its beacons where they belong. */
function serverEnvironment(port: number, repeater = NOBODY): Readonly<Record<string, string>> {
  return {
    EPICS_CA_SERVER_PORT: `${port}`,
    EPICS_CAS_SERVER_PORT: `${port}`,
    EPICS_CA_ADDR_LIST: '127.0.0.1',
    EPICS_CA_AUTO_ADDR_LIST: 'NO',
    EPICS_CAS_INTF_ADDR_LIST: '127.0.0.1',
    EPICS_CAS_BEACON_ADDR_LIST: '127.0.0.1',
    EPICS_CAS_AUTO_BEACON_ADDR_LIST: 'NO',
    EPICS_PVAS_INTF_ADDR_LIST: '127.0.0.1',
    EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    EPICS_PVAS_AUTO_BEACON_ADDR_LIST: 'NO',
    EPICS_CA_REPEATER_PORT: `${repeater}`,
  };
}
