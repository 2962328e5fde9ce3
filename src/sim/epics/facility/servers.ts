import { PvaServer, type PvaServerOptions } from '../../pva/pva-server.ts';
import type { Facility } from './facility.ts';

export interface EpicsOptions {
  /** Address of this machine to listen on; loopback when absent. */
  readonly host?: string;
  readonly pva?: Omit<PvaServerOptions, 'host'>;
}

/** A facility and what serves it. */
export interface EpicsServers {
  readonly facility: Facility;
  readonly host: string;
  readonly pva: PvaServer;
  /** Ends the servers and the facility. */
  stop(): Promise<void>;
}

/** Serves a facility; where a port is taken it rejects, and the facility is closed. */
export async function startEpics(facility: Facility, options: EpicsOptions = {}): Promise<EpicsServers> {
  const { host = '127.0.0.1' } = options;
  try {
    const pva = await PvaServer.start(facility, { ...options.pva, host });
    return {
      facility,
      host,
      pva,
      stop: async () => {
        facility.close();
        await pva.stop();
      },
    };
  } catch (error) {
    facility.close();
    throw error;
  }
}
