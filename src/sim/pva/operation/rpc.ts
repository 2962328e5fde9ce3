import { OK, type PvaVariant, type PvDataWriter, readVariant, writeVariant } from '@devgen/runtime/pva/codec';
import { Refusal } from '../refusal.ts';
import type { ServedPv } from '../value/served-pv.ts';
import type { BeginOperation } from './operation.ts';
import { single } from './single.ts';

export const beginRpc: BeginOperation = (host, sub, reader) => {
  // What it wants to know of the call; nobody has a use for it.
  readVariant(reader);
  host.reply(sub, OK);
  return single(host, (_, rest) => call(host.pv, readVariant(rest)));
};

async function call(pv: ServedPv, argument: PvaVariant | null): Promise<(writer: PvDataWriter) => void> {
  if (pv.call === undefined) throw new Refusal('RPC Not Implemented');
  const result = await pv.call(argument);
  return (writer) => writeVariant(writer, result);
}
