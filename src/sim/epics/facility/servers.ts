import { CaServer, type CaServerOptions } from '../../ca/ca-server.ts';
import { PvaServer, type PvaServerOptions } from '../../pva/pva-server.ts';
import type { Facility } from './facility.ts';

export interface EpicsOptions {
  /** Address of this machine to listen on; loopback when absent. */
  readonly host?: string;
  readonly pva?: Omit<PvaServerOptions, 'host'>;
  readonly ca?: Omit<CaServerOptions, 'host'>;
}

/** A facility and what serves it. */
export interface EpicsServers {
  readonly facility: Facility;
  readonly host: string;
  readonly pva: PvaServer;
  readonly ca: CaServer;
  /** Ends the servers and the facility. */
  stop(): Promise<void>;
}

/** Serves a facility; where a port is taken it rejects, and the facility is closed. */
export async function startEpics(facility: Facility, options: EpicsOptions = {}): Promise<EpicsServers> {
  const { host = '127.0.0.1' } = options;
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    facility.close();
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const pva = await PvaServer.start(facility, { ...options.pva, host });
    started.push(pva);
    const ca = await CaServer.start(facility, { ...options.ca, host });
    started.push(ca);
    return { facility, host, pva, ca, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
