import { endpointText } from '../../../core/support/endpoint.ts';
import type { Beacon } from '../../codec/message/beacon.ts';

/** A server that beacons tell of: one that was not heard before, or one that has come up again. */
export interface ServerHeard {
  readonly kind: 'new' | 'restarted';
  /** `host:port` */
  readonly server: string;
}

/** Servers that are remembered; one that was forgotten counts as new. */
const MOST = 10_000;

/** What was heard of servers: each counts its beacons, and begins anew when it has come up again. */
export class BeaconTable {
  readonly #sequences = new Map<string, number>();

  /** Of whom `sender` is the host, where the beacon does not tell. Undefined: the server is there as before. */
  take({ sequence, host, port }: Beacon, sender: string): ServerHeard | undefined {
    const server = endpointText({ host: host ?? sender, port });
    const last = this.#sequences.get(server);
    if (last === undefined && this.#sequences.size >= MOST) this.#sequences.clear();
    this.#sequences.set(server, sequence);
    if (last === undefined) return { kind: 'new', server };
    // The same one comes again by every network that both are on.
    return sequence < last ? { kind: 'restarted', server } : undefined;
  }
}
