import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { epicsPython, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';
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
  const folder = temporaryFolder('ioc');
  const records = join(folder, 'records.db');
  writeFileSync(records, database);
  const accessFile = join(folder, 'access.acf');
  if (access !== undefined) writeFileSync(accessFile, access);
  return startPvaServer(
    async (ports) =>
      PeerProcess.start({
        name: `IOC (${server})`,
        command: required(epicsPython, 'EPICS'),
        args: [
          '-u',
          join(import.meta.dirname, 'servers', 'ioc.py'),
          server,
          records,
          ...(access === undefined ? [] : [accessFile]),
        ],
        env: { ...(await serverEnvironment(ports)), PYTHONDONTWRITEBYTECODE: '1', ...env },
        ready: 'READY',
      }),
    options.ports,
  );
}
