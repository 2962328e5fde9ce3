import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import { readAddress, writeAddress } from './address.ts';
import { readGuid } from './search.ts';

const NO_STATUS = 0xff;

/** What a server says of itself now and then. */
export interface Beacon {
  readonly guid: string;
  /** Counts the beacons, up to 255. */
  readonly sequence: number;
  /** Counts the changes of what the server has. */
  readonly change: number;
  /** Undefined for where it came from. */
  readonly address: string | undefined;
  readonly port: number;
  readonly protocol: string;
}

export function readBeacon(reader: PvDataReader): Beacon {
  const guid = readGuid(reader);
  reader.skip(1);
  const sequence = reader.u8();
  const change = reader.u16();
  const address = readAddress(reader);
  const port = reader.u16();
  // A status of the server may follow, which nobody sends.
  return { guid, sequence, change, address, port, protocol: reader.string() };
}

export function writeBeacon(writer: PvDataWriter, beacon: Beacon): void {
  writer.raw(Buffer.from(beacon.guid, 'hex'));
  writer.u8(0);
  writer.u8(beacon.sequence);
  writer.u16(beacon.change);
  writeAddress(writer, beacon.address);
  writer.u16(beacon.port);
  writer.string(beacon.protocol);
  writer.u8(NO_STATUS);
}
