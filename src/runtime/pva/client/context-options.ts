import type { Variables } from './address/pva-environment.ts';

export interface PvaClientOptions {
  /** `EPICS_PVA_*`, in place of this process's environment variables. */
  readonly environment?: Variables;
  /** Name that access security decides upon; the user of this process by default. */
  readonly user?: string;
  /** Milliseconds in which a server must accept a connection and begin to speak; 5 000 by default. */
  readonly connectTimeout?: number;
  /** Bytes that one message may have; 256 MiB by default. */
  readonly maxMessage?: number;
  /**
   * Broadcast addresses of this host's networks on which to hear of servers that come up: what is looked for is then
   * searched for at once. Those that are searched by default. Listening there takes nothing from servers of this host.
   */
  readonly beacons?: readonly string[];
  /** Servers whose answers to searches do not count, by their GUIDs in hex. */
  readonly ignoreServers?: readonly string[];
}
