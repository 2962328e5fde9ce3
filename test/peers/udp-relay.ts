import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Stands between a client and the UDP port of a server on the loopback, and loses what it is told to lose. */
export class UdpRelay {
  /** Datagrams from the client, also those that were lost. */
  readonly searches: Uint8Array[] = [];
  /** Datagrams from the server, also those that were lost. */
  readonly answers: Uint8Array[] = [];
  /** Whether the datagram of this number, from 0, is lost on the way to the server or back. */
  losesSearch: (index: number) => boolean = () => false;
  losesAnswer: (index: number) => boolean = () => false;
  readonly #front: Socket;
  readonly #back: Socket;
  #clientPort = 0;

  private constructor(front: Socket, back: Socket, server: number) {
    this.#front = front;
    this.#back = back;
    front.on('message', (bytes, from) => {
      this.#clientPort = from.port;
      this.searches.push(bytes);
      // The port for answers is in the packet, which therefore has to name ours.
      const packet = Buffer.from(bytes);
      const isBig = (packet[2]! & 0x80) !== 0;
      const port = back.address().port;
      if (isBig) packet.writeUInt16BE(port, 32);
      else packet.writeUInt16LE(port, 32);
      if (!this.losesSearch(this.searches.length - 1)) back.send(packet, server, '127.0.0.1');
    });
    back.on('message', (bytes) => {
      this.answers.push(bytes);
      if (!this.losesAnswer(this.answers.length - 1)) front.send(bytes, this.#clientPort, '127.0.0.1');
    });
  }

  static async start(server: number): Promise<UdpRelay> {
    const [front, back] = [createSocket('udp4'), createSocket({ type: 'udp4', recvBufferSize: 1 << 22 })];
    front.bind(0, '127.0.0.1');
    back.bind(0, '127.0.0.1');
    await Promise.all([once(front, 'listening'), once(back, 'listening')]);
    return new UdpRelay(front, back, server);
  }

  get port(): number {
    return this.#front.address().port;
  }

  get environment(): Readonly<Record<string, string>> {
    return { EPICS_PVA_ADDR_LIST: `127.0.0.1:${this.port}`, EPICS_PVA_AUTO_ADDR_LIST: 'NO' };
  }

  stop(): void {
    this.#front.close();
    this.#back.close();
  }
}
