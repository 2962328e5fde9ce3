import { execFile } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { databaseTemplate } from './install/cache.js';
import { type Peer, PeerProcess } from './peer.ts';

const run = promisify(execFile);
const SCHEMA = '/usr/share/dbconfig-common/data/tango-db/install/mysql';

export interface MariaDb extends Peer {
  readonly socket: string;
}

/** Starts a private MariaDB without network, holding Tango's empty schema, in a copy of a folder that is initialised once. */
export async function startMariaDb(folder: string): Promise<MariaDb> {
  const data = join(folder, 'mysql');
  await cp(await template(), data, { recursive: true });
  const server = await startDaemon(data);
  return Object.assign(server, { socket: socketOf(data) });
}

/** Runs SQL as the root of a MariaDB that `startMariaDb` started; the answer as tab-separated text. */
export async function sql(socket: string, statement: string): Promise<string> {
  return (await run('mariadb', [...client(socket), '-N', '-e', statement, 'tango'])).stdout;
}

async function template(): Promise<string> {
  if (existsSync(databaseTemplate)) return databaseTemplate;
  mkdirSync(dirname(databaseTemplate), { recursive: true });
  const data = mkdtempSync(`${databaseTemplate}-`);
  await run('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    `--user=${userInfo().username}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
    '--innodb-log-file-size=4M',
  ]);
  const server = await startDaemon(data);
  try {
    await loadSchema(socketOf(data));
  } finally {
    await server.stop();
  }
  await publish(data);
  return databaseTemplate;
}

/** Two test files may build the template at once: the first rename wins and both are the same. */
async function publish(data: string): Promise<void> {
  try {
    renameSync(data, databaseTemplate);
  } catch (error) {
    await rm(data, { recursive: true });
    if (!existsSync(databaseTemplate)) throw error;
  }
}

async function loadSchema(socket: string): Promise<void> {
  // The stored procedures name the schema, so it has to be "tango".
  const setup = `CREATE DATABASE tango;
    CREATE USER tango@localhost IDENTIFIED BY 'tango';
    GRANT ALL ON tango.* TO tango@localhost`;
  await run('mariadb', [...client(socket), '-e', setup]);
  const load = run('mariadb', [...client(socket), 'tango']);
  if (load.child.stdin) await pipeline(createReadStream(SCHEMA), load.child.stdin);
  await load;
}

async function startDaemon(data: string): Promise<PeerProcess> {
  return PeerProcess.start({
    name: 'MariaDB',
    command: 'mariadbd',
    args: [
      '--no-defaults',
      `--user=${userInfo().username}`,
      `--datadir=${data}`,
      `--socket=${socketOf(data)}`,
      '--skip-networking',
      // Otherwise the access tables get no default time and TangoAccessControl cannot add a user.
      '--explicit-defaults-for-timestamp=OFF',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-log-file-size=4M',
      '--innodb-buffer-pool-size=16M',
    ],
    ready: 'ready for connections',
  });
}

function socketOf(data: string): string {
  return join(data, 'socket');
}

function client(socket: string): readonly string[] {
  return ['--no-defaults', '-S', socket, '-uroot'];
}
