import { createSocket, type Socket } from 'node:dgram';
import { readDatagram } from './datagram.ts';
import { BeaconTable, type ServerHeard } from './beacon-table.ts';

/**
 * Hears what servers say of themselves on broadcast addresses. Bound to such an address and to nothing else, it takes no
 * packet that is meant for a server of this host, and keeps none from starting.
 */
export class BeaconListener {
  readonly #addresses: readonly string[];
  readonly #port: number;
  readonly #on: (heard: ServerHeard) => void;
  readonly #table = new BeaconTable();
  #sockets: readonly Socket[] = [];
  #gone: readonly Promise<void>[] = [];

  constructor(addresses: readonly string[], port: number, on: (heard: ServerHeard) => void) {
    this.#addresses = addresses;
    this.#port = port;
    this.#on = on;
  }

  /** It keeps no process alive. */
  open(): void {
    this.#sockets = this.#addresses.map((address) => this.#listen(address));
    this.#gone = this.#sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    this.#sockets = [];
    await Promise.all(this.#gone);
  }

  #listen(address: string): Socket {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    // Without it a server that comes up is found later, by searching.
    socket.on('error', () => {});
    socket.on('message', (bytes, from) =>
      readDatagram(bytes, {
        beaconHeard: (beacon) => {
          const heard = this.#table.take(beacon, from.address);
          if (heard !== undefined) this.#on(heard);
        },
      }),
    );
    socket.bind(this.#port, address);
    socket.unref();
    return socket;
  }
}
