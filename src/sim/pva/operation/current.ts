import { type BitSet, type PvDataWriter, writeChanges } from '@devgen/runtime/pva/codec';
import { common } from '../value/fields.ts';
import type { ServedPv } from '../value/served-pv.ts';

/** Those of the wanted fields that were ever set. */
export function current(pv: ServedPv, wanted: BitSet): (writer: PvDataWriter) => void {
  const { value, marked } = pv.current();
  const sent = common(marked, wanted);
  return (writer) => {
    sent.write(writer);
    writeChanges(pv.type, writer, sent, value);
  };
}
