import { createSocket, type Socket } from 'node:dgram';
import { type Beacon, readBeacon, writeRepeaterRegister } from '../../codec/message/beacon.ts';
import { Command } from '../../codec/message/command.ts';
import { MessageStream } from '../../codec/message/message-stream.ts';
import { CaWriter } from '../../codec/wire/writer.ts';

const LOOPBACK = '127.0.0.1';
/** Milliseconds after which it is asked again: a packet may get lost; later, a repeater may have come up, or come up again. */
const AGAIN = [1_000, 1_000];
const USUAL = 30_000;

/**
 * The repeater of this host: it has the port that servers send their beacons to, and passes them on to whoever asks. Its
 * port is never bound here. A repeater that starts later would take ours for one, and end; one that is there would no more
 * hear of other clients of this host.
 */
export class Repeater {
  readonly #port: number;
  readonly #on: (beacon: Beacon, sender: string) => void;
  #socket: Socket | undefined;
  #gone: Promise<unknown> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #closed = false;

  constructor(port: number, on: (beacon: Beacon, sender: string) => void) {
    this.#port = port;
    this.#on = on;
  }

  /** Asks for beacons, once and for all. It keeps no process alive. */
  open(): void {
    if (this.#socket !== undefined || this.#closed) return;
    const socket = createSocket('udp4');
    this.#socket = socket;
    this.#gone = new Promise((resolve) => socket.once('close', resolve));
    // Without it a server that comes up is found later, by searching.
    socket.on('error', () => {});
    socket.on('message', (bytes, from) => this.#received(bytes, from.address));
    socket.bind(0, LOOPBACK, () => this.#ask());
    socket.unref();
  }

  async close(): Promise<void> {
    if (!this.#closed) this.#socket?.close();
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#gone;
  }

  #ask(): void {
    if (this.#closed) return;
    const writer = new CaWriter();
    writeRepeaterRegister(writer, LOOPBACK);
    this.#socket?.send(writer.written(), this.#port, LOOPBACK, () => {});
    this.#timer = setTimeout(() => this.#ask(), AGAIN[this.#asked] ?? USUAL);
    this.#timer.unref();
    this.#asked += 1;
  }

  /** What is no beacon is left: its confirmations too. */
  #received(bytes: Uint8Array, sender: string): void {
    const stream = new MessageStream((message) => {
      if (message.command === Command.beacon) this.#on(readBeacon(message), sender);
    });
    try {
      stream.push(bytes);
    } catch {
      // Not for us.
    }
  }
}
