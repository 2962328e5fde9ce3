import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { epicsPython, required } from './install/cache.js';
import { PeerProcess, type ProcessOptions } from './peer.ts';
import { type PvaPorts, serverEnvironment } from './pva-port.ts';
import { type PvaServerPeer, startPvaServer } from './pva-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface IocOptions {
  /** Whose PVA server: QSRV 2 on pvxs by default, or the older QSRV 1 on pvAccessCPP. */
  readonly server?: 'pvxs' | 'pvaccess';
  /** Access security: the text of an ACF file. */
  readonly access?: string;
  readonly ports?: PvaPorts;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts an IOC with the records of a database, given as its text. */
export function startIoc(database: string, options: IocOptions = {}): Promise<PvaServerPeer> {
  const { server = 'pvxs', access, env } = options;
  const ioc = iocProcess(server, database, access);
  return startPvaServer(
    async (ports) => PeerProcess.start({ ...ioc, env: { ...ioc.env, ...(await serverEnvironment(ports)), ...env } }),
    options.ports,
  );
}

/** An IOC that is not started yet: its records and, where there is one, its ACF file are written. */
export function iocProcess(
  server: 'pvxs' | 'pvaccess' | 'none',
  database: string,
  access: string | undefined,
): ProcessOptions {
  const folder = temporaryFolder('ioc');
  const records = join(folder, 'records.db');
  writeFileSync(records, database);
  const accessFile = join(folder, 'access.acf');
  if (access !== undefined) writeFileSync(accessFile, access);
  return {
    name: `IOC (${server})`,
    command: required(epicsPython, 'EPICS'),
    args: [
      '-u',
      join(import.meta.dirname, 'servers', 'ioc.py'),
      server,
      records,
      ...(access === undefined ? [] : [accessFile]),
    ],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    ready: 'READY',
  };
}
