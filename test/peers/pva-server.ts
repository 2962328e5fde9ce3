import type { PeerProcess } from './peer.ts';
import { freePvaPorts, type PvaPorts } from './pva-port.ts';
import { RestartablePeer } from './restartable-peer.ts';

/** A PVA server on the loopback; a restart keeps its ports. */
export class PvaServerPeer extends RestartablePeer {
  readonly host = '127.0.0.1';
  readonly port: number;
  /** For searches. */
  readonly udp: number;

  constructor(running: PeerProcess, start: () => Promise<PeerProcess>, { port, udp }: PvaPorts) {
    super(running, start);
    this.port = port;
    this.udp = udp;
  }

  /** `127.0.0.1:5075`, to be dialled. */
  get endpoint(): string {
    return `${this.host}:${this.port}`;
  }

  /** What makes a client search for this server and no other. */
  get environment(): Readonly<Record<string, string>> {
    return { EPICS_PVA_ADDR_LIST: `${this.host}:${this.udp}`, EPICS_PVA_AUTO_ADDR_LIST: 'NO' };
  }
}

export async function startPvaServer(
  startProcess: (ports: PvaPorts) => Promise<PeerProcess>,
  given?: PvaPorts,
): Promise<PvaServerPeer> {
  const ports = given ?? (await freePvaPorts());
  const start = (): Promise<PeerProcess> => startProcess(ports);
  return new PvaServerPeer(await start(), start, ports);
}
