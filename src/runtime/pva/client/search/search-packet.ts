import { Command, writeMessage } from '../../codec/message/header.ts';
import { type Search, type SoughtName, writeSearch } from '../../codec/message/search.ts';
import { PvDataWriter } from '../../codec/wire/writer.ts';

/** Bytes of a packet that no network cuts in pieces. */
export const PACKET = 1400;
/** Header and all of a search but its names. */
const OVERHEAD = 41;
/** A channel's number and the size of its name, which is written shorter for most. */
const NAME_OVERHEAD = 5;
const LONG_NAME_OVERHEAD = 9;
const LONG = 254;

export const PROTOCOLS = ['tcp'] as const;

/** The names in groups that fill a packet each; a name that is longer than a packet is alone. */
export function packNames(names: readonly SoughtName[]): readonly (readonly SoughtName[])[] {
  const packets: SoughtName[][] = [];
  let room = 0;
  for (const sought of names) {
    const length = Buffer.byteLength(sought.name);
    const size = length + (length < LONG ? NAME_OVERHEAD : LONG_NAME_OVERHEAD);
    if (size > room || packets.length === 0) {
      packets.push([]);
      room = PACKET - OVERHEAD;
    }
    packets.at(-1)!.push(sought);
    room -= size;
  }
  return packets;
}

/** A search as the one message of a datagram: big-endian, as pvxs sends them. */
export function searchDatagram(search: Search): Uint8Array {
  const writer = new PvDataWriter(false, PACKET);
  writeMessage(writer, Command.search, (payload) => writeSearch(payload, search));
  return new Uint8Array(writer.written());
}
