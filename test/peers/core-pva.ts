import { readFileSync } from 'node:fs';
import { corePva, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';
import { type PvaPorts, serverEnvironment } from './pva-port.ts';
import { type PvaServerPeer, startPvaServer } from './pva-server.ts';

export interface CorePvaOptions {
  /** Speaks in the order that no PVA server on this machine has by itself. */
  readonly bigEndian?: boolean;
  /** Elements of `java:array`; 10 by default. */
  readonly elements?: number;
  readonly ports?: PvaPorts;
}

/** Starts the Java PVA server, which calls itself version 3 of the protocol. */
export function startCorePva(options: CorePvaOptions = {}): Promise<PvaServerPeer> {
  const { bigEndian = false, elements = 10 } = options;
  const dependencies = readFileSync(required(corePva.classPath, 'The Java PVA peer'), 'utf8').trim();
  const classPath = [...(bigEndian ? [corePva.bigEndian] : []), corePva.classes, dependencies].join(':');
  return startPvaServer(
    async (ports) =>
      PeerProcess.start({
        name: `PvaPeer (${bigEndian ? 'big-endian' : 'little-endian'})`,
        command: 'java',
        args: ['-XX:TieredStopAtLevel=1', '-cp', classPath, 'PvaPeer', `${elements}`],
        env: await serverEnvironment(ports),
        ready: 'READY',
      }),
    options.ports,
  );
}
