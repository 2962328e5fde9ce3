import { Command, PvDataWriter, writeBeacon, writeMessage } from '@devgen/runtime/pva/codec';

/** Where beacons go. */
export interface BeaconTarget {
  readonly host: string;
  readonly port: number;
}

/** Milliseconds between beacons: at first, so that a new server is soon known, and later. */
const SOON = 15_000;
const LATER = 180_000;
const SOON_COUNT = 10;

/** Tells now and then that the server is there, and at once when it has other PVs. */
export class Beacons {
  readonly #guid: string;
  readonly #port: number;
  readonly #send: (bytes: Uint8Array) => void;
  #sent = 0;
  #change = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `send` takes the datagram to everybody who should hear it. */
  constructor(guid: string, port: number, send: (bytes: Uint8Array) => void) {
    this.#guid = guid;
    this.#port = port;
    this.#send = send;
    this.#beacon();
  }

  changed(): void {
    this.#change = (this.#change + 1) & 0xffff;
    this.#sent = 0;
    this.#beacon();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #beacon(): void {
    clearTimeout(this.#timer);
    const writer = new PvDataWriter(false);
    const beacon = {
      guid: this.#guid,
      sequence: this.#sent & 0xff,
      change: this.#change,
      address: undefined,
      port: this.#port,
      protocol: 'tcp',
    };
    writeMessage(writer, Command.beacon, (payload) => writeBeacon(payload, beacon), 'server');
    this.#send(writer.written());
    this.#sent += 1;
    this.#timer = setTimeout(() => this.#beacon(), this.#sent < SOON_COUNT ? SOON : LATER);
    this.#timer.unref();
  }
}
