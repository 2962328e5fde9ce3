import { type Beacon, readBeacon } from '../../codec/message/beacon.ts';
import { Command } from '../../codec/message/header.ts';
import { MessageStream } from '../../codec/message/message-stream.ts';
import { readSearchResponse, type SearchResponse } from '../../codec/message/search.ts';

export interface DatagramHandler {
  searchAnswered?(response: SearchResponse): void;
  beaconHeard?(beacon: Beacon): void;
}

/** Reads the messages of one packet. What is none is left: anybody may send anything to a port. */
export function readDatagram(bytes: Uint8Array, handler: DatagramHandler): void {
  const stream = new MessageStream({
    message: (command, reader) => {
      if (command === Command.searchResponse) handler.searchAnswered?.(readSearchResponse(reader));
      else if (command === Command.beacon) handler.beaconHeard?.(readBeacon(reader));
    },
    control: () => {},
  });
  try {
    stream.push(bytes);
  } catch {
    // Not for us.
  }
}
