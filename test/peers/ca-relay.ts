import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Stands between a client and the UDP port of a CA server on the loopback, and loses what it is told to lose. */
export class CaRelay {
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
      if (!this.losesSearch(this.searches.length - 1)) back.send(bytes, server, '127.0.0.1');
    });
    back.on('message', (bytes) => {
      this.answers.push(bytes);
      if (!this.losesAnswer(this.answers.length - 1)) front.send(bytes, this.#clientPort, '127.0.0.1');
    });
  }

  static async start(server: number): Promise<CaRelay> {
    const [front, back] = [createSocket('udp4'), createSocket({ type: 'udp4', recvBufferSize: 1 << 22 })];
    front.bind(0, '127.0.0.1');
    back.bind(0, '127.0.0.1');
    await Promise.all([once(front, 'listening'), once(back, 'listening')]);
    return new CaRelay(front, back, server);
  }

  get environment(): Readonly<Record<string, string>> {
    return { EPICS_CA_ADDR_LIST: `127.0.0.1:${this.#front.address().port}`, EPICS_CA_AUTO_ADDR_LIST: 'NO' };
  }

  stop(): void {
    this.#front.close();
    this.#back.close();
  }
}
