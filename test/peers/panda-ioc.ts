import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pandaPythons, required } from './install/cache.js';
import { type Peer, PeerProcess } from './peer.ts';
import { freePort } from './port.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const LIMIT = { timeout: 90_000, maxBuffer: 64 * 1024 * 1024 };

/** An IOC that serves a PandA over EPICS, and how clients find it and nothing else. */
export interface PandaIoc extends Peer {
  /** With the colon behind it. */
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where its PVs are searched for. */
  readonly udp: number;
}

/** The older IOC, of the PandABlocks organisation, on the PandA at a host. */
export function startPandablocksIoc(host: string): Promise<PandaIoc> {
  return start('ioc', host, 'PANDA', (program) => ({
    command: join(dirname(program), 'pandablocks-ioc'),
    args: ['softioc', host, 'PANDA'],
    ready: 'iocRun: All initialization complete',
  }));
}

/** The newer IOC, made with FastCS. */
export function startFastcsPanda(host: string): Promise<PandaIoc> {
  return start('fastcs', host, 'FPANDA', (program) => {
    const file = join(temporaryFolder('fastcs'), 'panda.yaml');
    const controller = `{ id: FPANDA, type: fastcs_pandablocks.PandaController, address: "${host}" }`;
    writeFileSync(file, `controllers:\n  - ${controller}\ntransport:\n  - epicspva: {}\n`);
    return { command: join(dirname(program), 'fastcs-pandablocks'), args: ['run', file], ready: 'Running IOC' };
  });
}

/** Runs a script of test/peers/panda with ophyd-async, as a client of an IOC; resolves to the JSON it prints last. */
export async function runPandaOphyd<T>(ioc: PandaIoc, script: string, ...args: readonly string[]): Promise<T> {
  const python = required(pandaPythons.ophyd, 'ophyd-async with EPICS');
  const path = join(import.meta.dirname, 'panda', script);
  const { stdout } = await run(python, [path, ...args], { ...LIMIT, env: { ...process.env, ...ioc.env } });
  const result = /^RESULT (.*)$/m.exec(stdout)?.[1];
  if (result === undefined) throw new Error(`${script} printed no result:\n${stdout}`);
  return JSON.parse(result) as T;
}

async function start(
  kind: 'ioc' | 'fastcs',
  host: string,
  prefix: string,
  launch: (python: string) => { readonly command: string; readonly args: readonly string[]; readonly ready: string },
): Promise<PandaIoc> {
  const env = await epicsEnvironment();
  const peer = await PeerProcess.start({
    name: `${kind} of ${host}`,
    ...launch(required(pandaPythons[kind], `The ${kind} of PandABlocks`)),
    env,
    // Both end in a console, and with it.
    stdin: 'open',
  });
  return Object.assign(peer, { prefix: `${prefix}:`, env, udp: Number(env['EPICS_PVA_BROADCAST_PORT']) });
}

/** EPICS servers and clients of this environment see each other on ports of their own on the loopback, and nobody else. */
async function epicsEnvironment(): Promise<Readonly<Record<string, string>>> {
  const [ca, repeater, pva, broadcast] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const loopback = [
    'EPICS_CA_ADDR_LIST',
    'EPICS_CAS_INTF_ADDR_LIST',
    'EPICS_CAS_BEACON_ADDR_LIST',
    'EPICS_PVA_ADDR_LIST',
    'EPICS_PVAS_INTF_ADDR_LIST',
    'EPICS_PVAS_BEACON_ADDR_LIST',
  ].map((name) => [name, '127.0.0.1'] as const);
  return Object.fromEntries([
    ...loopback,
    ['EPICS_CA_AUTO_ADDR_LIST', 'NO'],
    ['EPICS_CA_SERVER_PORT', String(ca)],
    ['EPICS_CA_REPEATER_PORT', String(repeater)],
    ['EPICS_PVA_AUTO_ADDR_LIST', 'NO'],
    ['EPICS_PVA_SERVER_PORT', String(pva)],
    ['EPICS_PVAS_SERVER_PORT', String(pva)],
    ['EPICS_PVA_BROADCAST_PORT', String(broadcast)],
    ['EPICS_PVAS_BROADCAST_PORT', String(broadcast)],
  ]);
}
