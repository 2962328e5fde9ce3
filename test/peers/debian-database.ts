import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pingUntilAnswered } from './giop-ping.ts';
import { type MariaDb, sql, startMariaDb } from './mariadb.ts';
import { PeerProcess } from './peer.ts';
import { onFreePort } from './port.ts';
import { TangoDatabase } from './tango-database.ts';
import { removeFolder, temporaryFolder } from './temporary-folder.ts';

/** Debian's `DataBaseds` (C++, IDL 5) on a MariaDB of its own. */
export class DebianDatabase extends TangoDatabase {
  /** HOME with the credentials of the MariaDB; TangoAccessControl needs it. */
  readonly home: string;
  readonly #mariadb: MariaDb;

  constructor(mariadb: MariaDb, home: string, ...database: ConstructorParameters<typeof TangoDatabase>) {
    super(...database);
    this.home = home;
    this.#mariadb = mariadb;
  }

  /** Runs SQL on the tables below the database server, for states that no client can make. */
  sql(statement: string): Promise<string> {
    return sql(this.#mariadb.socket, statement);
  }
}

/** Starts a database of what the schema brings: sys/database/2, sys/tg_test/1, sys/access_control/1, sys/rest/0. */
export async function startDebianDatabase(): Promise<DebianDatabase> {
  const folder = temporaryFolder('database');
  try {
    return await startIn(folder);
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}

async function startIn(folder: string): Promise<DebianDatabase> {
  const home = join(folder, 'home');
  const mariadb = await startMariaDb(folder);
  mkdirSync(home);
  // DataBaseds reads its credentials and the socket from here only.
  const credentials = `[client]\nuser=tango\npassword=tango\nsocket=${mariadb.socket}\n`;
  writeFileSync(join(home, '.my.cnf'), credentials, { mode: 0o600 });
  const removed = async (): Promise<void> => {
    await mariadb.kill();
    removeFolder(folder);
  };
  try {
    return await onFreePort(async (port) => {
      const start = (): Promise<PeerProcess> => startServer(home, port);
      return new DebianDatabase(mariadb, home, await start(), start, { port, device: 'sys/database/2', removed });
    });
  } catch (error) {
    await removed();
    throw error;
  }
}

async function startServer(home: string, port: number): Promise<PeerProcess> {
  const server = await PeerProcess.start({
    name: 'DataBaseds',
    command: '/usr/lib/tango/DataBaseds',
    args: ['2', '-ORBendPoint', `giop:tcp:127.0.0.1:${port}`],
    env: { TANGO_HOST: `127.0.0.1:${port}`, HOME: home },
    ready: 'Ready to accept request',
  });
  await pingUntilAnswered('127.0.0.1', port, 'database');
  return server;
}
