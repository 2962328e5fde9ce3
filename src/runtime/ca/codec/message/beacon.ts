import type { CaWriter } from '../wire/writer.ts';
import { addressNumber, addressText } from './address.ts';
import { Command, MINOR_VERSION } from './command.ts';
import { writeHead } from './header.ts';
import type { Message } from './message.ts';

/** What a server says of itself now and then, more often when it has just come up. */
export interface Beacon {
  /** Counts its beacons, from when it came up. */
  readonly sequence: number;
  /** Undefined: the host that it comes from. A repeater fills it in. */
  readonly host: string | undefined;
  readonly port: number;
}

export function writeBeacon(writer: CaWriter, { sequence, host, port }: Beacon): void {
  const address = host === undefined ? 0 : addressNumber(host);
  writeHead(writer, { command: Command.beacon, type: MINOR_VERSION, count: port, p1: sequence, p2: address });
}

export function readBeacon({ count, p1, p2 }: Message): Beacon {
  return { sequence: p1, host: p2 === 0 ? undefined : addressText(p2), port: count };
}

/** Asks the repeater of this host for what it hears; `host` is the address that it is asked from. */
export function writeRepeaterRegister(writer: CaWriter, host: string): void {
  writeHead(writer, { command: Command.repeaterRegister, p2: addressNumber(host) });
}
