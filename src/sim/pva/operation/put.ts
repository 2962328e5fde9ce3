import {
  BitSet,
  type Draft,
  OK,
  type PvDataReader,
  readChanges,
  readVariant,
  writeType,
} from '@devgen/runtime/pva/codec';
import { Refusal } from '../refusal.ts';
import { spread } from '../value/fields.ts';
import { readRequest } from '../value/pv-request.ts';
import type { PutOptions, ServedPv } from '../value/served-pv.ts';
import { current } from './current.ts';
import type { BeginOperation } from './operation.ts';
import { single } from './single.ts';

/** Asks for what is there now. */
const GET = 0x40;

export const beginPut: BeginOperation = (host, sub, reader) => {
  const { pv } = host;
  const { fields, options } = readRequest(pv.type, readVariant(reader));
  const how = putOptions(options);
  host.reply(sub, OK, (writer) => writeType(writer, pv.type));
  return single(host, (each, rest) => ((each & GET) === 0 ? execute(pv, how, rest) : current(pv, fields)));
};

/** What cannot be read ends the connection; what the PV says of it is answered. */
function execute(pv: ServedPv, how: PutOptions, reader: PvDataReader): Promise<undefined> {
  const sent = BitSet.read(reader, pv.type.bits);
  const value = readChanges(pv.type, reader, sent);
  return put(pv, { value, marked: spread(pv.type, sent) }, how);
}

async function put(pv: ServedPv, change: Draft, how: PutOptions): Promise<undefined> {
  if (pv.put === undefined) throw new Refusal('Put not supported');
  await pv.put(change, how);
}

function putOptions(options: ReadonlyMap<string, string>): PutOptions {
  const process = options.get('process');
  return {
    process: process === 'true' || process === 'false' ? process : 'passive',
    block: options.get('block') === 'true',
  };
}
