import { writeVersion } from '../../codec/message/circuit-messages.ts';
import { HEADER_SIZE, padded } from '../../codec/message/header.ts';
import { type SoughtName, writeSearch } from '../../codec/message/search.ts';
import { CaWriter } from '../../codec/wire/writer.ts';

/** Bytes of a datagram, which servers of every age can take. */
const PACKET = 1024;
/** Bytes of the longest name that can be looked for. */
export const LONGEST_NAME: number = PACKET - 2 * HEADER_SIZE - 1;

/** Searches for all of the names, in as few datagrams as they fit in. */
export function searchPackets(names: readonly SoughtName[]): readonly Uint8Array[] {
  const packets: Uint8Array[] = [];
  let writer: CaWriter | undefined;
  for (const sought of names) {
    const size = HEADER_SIZE + padded(Buffer.byteLength(sought.name) + 1);
    if (writer !== undefined && writer.position + size > PACKET) {
      packets.push(writer.written());
      writer = undefined;
    }
    if (writer === undefined) {
      writer = new CaWriter(PACKET);
      writeVersion(writer);
    }
    writeSearch(writer, sought);
  }
  if (writer !== undefined) packets.push(writer.written());
  return packets;
}
