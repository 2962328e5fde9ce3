import { createSocket, type Socket } from 'node:dgram';
import { readDatagram } from './datagram.ts';

/** Servers that are remembered; one that was forgotten counts as new. */
const MOST = 10_000;

/**
 * Hears what servers say of themselves on broadcast addresses. Bound to such an address and to nothing else, it takes no
 * packet that is meant for a server of this host.
 */
export class BeaconListener {
  readonly #onNew: () => void;
  readonly #sockets: readonly Socket[];
  readonly #gone: readonly Promise<void>[];
  /** GUIDs by server. */
  readonly #guids = new Map<string, string>();

  constructor(addresses: readonly string[], port: number, onNew: () => void) {
    this.#onNew = onNew;
    this.#sockets = addresses.map((address) => this.#listen(address, port));
    this.#gone = this.#sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    await Promise.all(this.#gone);
  }

  #listen(address: string, port: number): Socket {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    // Without it a server that comes up is found later, by searching.
    socket.on('error', () => {});
    socket.on('message', (bytes, from) =>
      readDatagram(bytes, {
        beaconHeard: ({ guid, address: at = from.address, port: serverPort }) =>
          this.#heard(`${at} ${serverPort}`, guid),
      }),
    );
    socket.bind(port, address);
    return socket;
  }

  /** A server at a new address, or a new one at an old address. */
  #heard(server: string, guid: string): void {
    if (this.#guids.get(server) === guid) return;
    if (this.#guids.size >= MOST) this.#guids.clear();
    this.#guids.set(server, guid);
    this.#onNew();
  }
}
