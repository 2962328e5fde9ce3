import { join } from 'node:path';
import { pandaPythons, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';
import { serverEnvironment } from './pva-port.ts';
import { type PvaServerPeer, startPvaServer } from './pva-server.ts';

/** Starts `servers/fastcs_device.py`: a FastCS controller over PV Access, whose PVI is `DEV:PVI`. */
export function startFastcs(): Promise<PvaServerPeer> {
  return startPvaServer(async (ports) =>
    PeerProcess.start({
      name: 'FastCS',
      command: required(pandaPythons.fastcs, 'FastCS'),
      args: ['-u', join(import.meta.dirname, 'servers', 'fastcs_device.py')],
      env: { ...(await serverEnvironment(ports)), PYTHONDONTWRITEBYTECODE: '1' },
      ready: 'READY',
    }),
  );
}
