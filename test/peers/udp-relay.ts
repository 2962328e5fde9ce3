import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export type RelayedProtocol = 'pva' | 'ca';

/** Stands between a client and the UDP port of a server on the loopback, and is as unreliable as a test wants. */
export class UdpRelay {
  /** Datagrams from the client, also those that were lost. */
  readonly searches: Uint8Array[] = [];
  /** Datagrams from the server, also those that were lost. */
  readonly answers: Uint8Array[] = [];
  /** Whether the datagram of this number, from 0, is lost on the way to the server or back. */
  losesSearch: (index: number) => boolean = () => false;
  losesAnswer: (index: number) => boolean = () => false;
  /** Whether the answer of this number comes twice, or after the next one. */
  repeatsAnswer: (index: number) => boolean = () => false;
  delaysAnswer: (index: number) => boolean = () => false;
  readonly #protocol: RelayedProtocol;
  readonly #front: Socket;
  readonly #back: Socket;
  #clientPort = 0;
  #delayed: Uint8Array | undefined;

  private constructor(protocol: RelayedProtocol, front: Socket, back: Socket, server: number) {
    this.#protocol = protocol;
    this.#front = front;
    this.#back = back;
    front.on('message', (bytes, from) => {
      this.#clientPort = from.port;
      this.searches.push(bytes);
      const packet = protocol === 'pva' ? answeredTo(bytes, back.address().port) : bytes;
      if (!this.losesSearch(this.searches.length - 1)) back.send(packet, server, '127.0.0.1');
    });
    back.on('message', (bytes) => {
      this.answers.push(bytes);
      this.#passBack(bytes, this.answers.length - 1);
    });
  }

  static async start(protocol: RelayedProtocol, server: number): Promise<UdpRelay> {
    const [front, back] = [createSocket('udp4'), createSocket({ type: 'udp4', recvBufferSize: 1 << 22 })];
    front.bind(0, '127.0.0.1');
    back.bind(0, '127.0.0.1');
    await Promise.all([once(front, 'listening'), once(back, 'listening')]);
    return new UdpRelay(protocol, front, back, server);
  }

  get port(): number {
    return this.#front.address().port;
  }

  get environment(): Readonly<Record<string, string>> {
    const name = `EPICS_${this.#protocol.toUpperCase()}`;
    return { [`${name}_ADDR_LIST`]: `127.0.0.1:${this.port}`, [`${name}_AUTO_ADDR_LIST`]: 'NO' };
  }

  stop(): void {
    this.#front.close();
    this.#back.close();
  }

  #passBack(bytes: Uint8Array, index: number): void {
    if (this.losesAnswer(index)) return;
    const late = this.#delayed;
    this.#delayed = undefined;
    if (this.delaysAnswer(index)) this.#delayed = bytes;
    else for (let copies = this.repeatsAnswer(index) ? 2 : 1; copies > 0; copies--) this.#toClient(bytes);
    if (late !== undefined) this.#toClient(late);
  }

  #toClient(bytes: Uint8Array): void {
    this.#front.send(bytes, this.#clientPort, '127.0.0.1');
  }
}

/** A PVA search says which port its answer goes to. */
function answeredTo(search: Uint8Array, port: number): Uint8Array {
  const packet = Buffer.from(search);
  const isBig = (packet[2]! & 0x80) !== 0;
  if (isBig) packet.writeUInt16BE(port, 32);
  else packet.writeUInt16LE(port, 32);
  return packet;
}
