import { OK, readVariant, writeType } from '@devgen/runtime/pva/codec';
import { current } from './current.ts';
import { readRequest } from '../value/pv-request.ts';
import type { BeginOperation } from './operation.ts';
import { single } from './single.ts';

export const beginGet: BeginOperation = (host, sub, reader) => {
  const { pv } = host;
  const { fields } = readRequest(pv.type, readVariant(reader));
  host.reply(sub, OK, (writer) => writeType(writer, pv.type));
  return single(host, () => current(pv, fields));
};
