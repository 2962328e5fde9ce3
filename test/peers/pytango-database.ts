import { join } from 'node:path';
import { pingUntilAnswered } from './giop-ping.ts';
import { python, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';
import { onFreePort } from './port.ts';
import { TangoDatabase } from './tango-database.ts';
import { removeFolder, temporaryFolder } from './temporary-folder.ts';

/** Starts PyTango's database server (IDL 6) on a SQLite file of its own. */
export async function startPyTangoDatabase(): Promise<TangoDatabase> {
  const folder = temporaryFolder('sqlite');
  const removed = async (): Promise<void> => removeFolder(folder);
  try {
    return await onFreePort(async (port) => {
      const start = (): Promise<PeerProcess> => startServer(join(folder, 'tango.db'), port);
      return new TangoDatabase(await start(), start, { port, device: 'sys/database/2', removed });
    });
  } catch (error) {
    await removed();
    throw error;
  }
}

async function startServer(file: string, port: number): Promise<PeerProcess> {
  const server = await PeerProcess.start({
    name: 'PyTango database',
    command: required(python, 'PyTango'),
    args: ['-u', '-m', 'tango.databaseds.database', '--host', '127.0.0.1', '--port', `${port}`, '2'],
    env: { TANGO_HOST: `127.0.0.1:${port}`, PYTANGO_DATABASE_NAME: file },
    ready: 'Ready to accept request',
  });
  await pingUntilAnswered('127.0.0.1', port, 'database');
  return server;
}
