import { join } from 'node:path';
import { epicsPython, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';
import { freePort } from './port.ts';
import { RestartablePeer } from './restartable-peer.ts';

/** The repeater of EPICS base. A restart keeps its port. */
export class CaRepeaterPeer extends RestartablePeer {
  readonly port: number;

  constructor(running: PeerProcess, start: () => Promise<PeerProcess>, port: number) {
    super(running, start);
    this.port = port;
  }

  /** Where servers send their beacons, and clients ask for them. */
  get environment(): Readonly<Record<string, string>> {
    return { EPICS_CA_REPEATER_PORT: `${this.port}` };
  }
}

export async function startCaRepeater(given?: number): Promise<CaRepeaterPeer> {
  const port = given ?? (await freePort());
  const start = (): Promise<PeerProcess> =>
    PeerProcess.start({
      name: 'caRepeater',
      command: required(epicsPython, 'EPICS'),
      args: ['-u', join(import.meta.dirname, 'servers', 'ca_repeater.py')],
      env: { EPICS_CA_REPEATER_PORT: `${port}`, PYTHONDONTWRITEBYTECODE: '1' },
      ready: 'READY',
    });
  return new CaRepeaterPeer(await start(), start, port);
}
