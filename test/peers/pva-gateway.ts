import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';
import { type PvaServerPeer, startPvaServer } from './pva-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface GatewayOptions {
  /** Access security: the text of an ACF file. */
  readonly access?: string;
  /** Which PVs it passes on, and with which access group: the text of a pvlist file. */
  readonly pvlist?: string;
}

/** Starts p4p's PVA gateway before a server, on the loopback. Its status PVs begin with `gw:`. */
export function startPvaGateway(behind: PvaServerPeer, options: GatewayOptions = {}): Promise<PvaServerPeer> {
  const folder = temporaryFolder('gateway');
  const { access, pvlist } = options;
  if (access !== undefined) writeFileSync(join(folder, 'gateway.acf'), access);
  if (pvlist !== undefined) writeFileSync(join(folder, 'gateway.pvlist'), pvlist);
  return startPvaServer(async ({ port, udp }) => {
    const config = {
      version: 2,
      clients: [{ name: 'behind', provider: 'pva', addrlist: '127.0.0.1', autoaddrlist: false, bcastport: behind.udp }],
      servers: [
        {
          name: 'before',
          clients: ['behind'],
          interface: ['127.0.0.1'],
          addrlist: '127.0.0.1',
          autoaddrlist: false,
          serverport: port,
          bcastport: udp,
          statusprefix: 'gw:',
          ...(access === undefined ? {} : { access: 'gateway.acf' }),
          ...(pvlist === undefined ? {} : { pvlist: 'gateway.pvlist' }),
        },
      ],
    };
    writeFileSync(join(folder, 'gateway.conf'), JSON.stringify(config));
    return PeerProcess.start({
      name: 'PVA gateway',
      command: required(join(cache, 'epics', 'bin', 'pvagw'), 'pvagw'),
      args: ['--verbose', 'gateway.conf'],
      cwd: folder,
      env: { PYTHONDONTWRITEBYTECODE: '1' },
      ready: 'ignore GW servers',
    });
  });
}
