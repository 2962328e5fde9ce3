import { type PvDataWriter, type Search, writeSearchResponse } from '@devgen/runtime/pva/codec';

/** Who answers searches, and where it is. */
export interface Answering {
  /** Of this run of the server, in hex. */
  readonly guid: string;
  /** Where channels are made. */
  port(): number;
  /** The numbers of the names that it has. */
  sought(search: Search): readonly number[];
}

/** The answer: found, or what a client that wants an answer anyhow is told. */
export function writeAnswer(
  writer: PvDataWriter,
  { guid, port }: Answering,
  { sequence }: Search,
  cids: readonly number[],
): void {
  const found = cids.length > 0;
  writeSearchResponse(writer, { guid, sequence, address: undefined, port: port(), protocol: 'tcp', found, cids });
}
