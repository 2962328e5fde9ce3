import { endpointText } from '../address/endpoint.ts';
import type { Beacon } from '../../codec/message/beacon.ts';

/**
 * A server that beacons tell of: one that was not heard before, one that is another process than before, or one that has
 * other PVs than before.
 */
export interface ServerHeard {
  readonly kind: 'new' | 'restarted' | 'changed';
  /** `host:port` */
  readonly server: string;
}

/** Servers that are remembered; one that was forgotten counts as new. */
const MOST = 10_000;

/** What was heard of servers, by their addresses. */
export class BeaconTable {
  readonly #known = new Map<string, Pick<Beacon, 'guid' | 'change'>>();

  /** Of whom `sender` is the host, where the beacon does not tell. Undefined: the server is there as before. */
  take({ guid, change, address, port }: Beacon, sender: string): ServerHeard | undefined {
    const server = endpointText({ host: address ?? sender, port });
    const known = this.#known.get(server);
    if (known === undefined && this.#known.size >= MOST) this.#known.clear();
    this.#known.set(server, { guid, change });
    if (known === undefined) return { kind: 'new', server };
    if (known.guid !== guid) return { kind: 'restarted', server };
    return known.change === change ? undefined : { kind: 'changed', server };
  }
}
