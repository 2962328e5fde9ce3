import type { BulkResult } from '../../../core/support/bulk-get.ts';
import { locate, type StructType } from '../../codec/type/pva-type.ts';
import type { PvaStruct } from '../../codec/value/pva-value.ts';
import type { BitSet } from '../../codec/wire/bit-set.ts';

/** The value of a PV, with all fields of its type; those that the server did not send are blank, or as they were before. */
export interface PvaData {
  readonly type: StructType;
  readonly value: PvaStruct;
  /** The fields that the server sent, see {@link wasSent}. */
  readonly sent: BitSet;
}

/** What came of one of many. */
export type PvaResult = BulkResult<PvaData>;

/** The type of one of many. */
export type PvaTypeResult = BulkResult<StructType>;

/** Whether the server sent a field or a part of it, by its path: `alarm.severity`. */
export function wasSent({ type, sent }: PvaData, path: string): boolean {
  const names = path.split('.');
  const field = locate(type, names);
  if (field === undefined) return false;
  // A structure that was sent brings its fields without their own bits.
  const outer = names.map((_, depth) => locate(type, names.slice(0, depth))!.bit);
  return outer.some((bit) => sent.has(bit)) || sent.next(field.bit, field.bit + field.type.bits) !== undefined;
}
