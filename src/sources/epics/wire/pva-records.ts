import type { StructType } from '@devgen/runtime/pva';

const OF_RECORDS = /^epics:nt\/(?:NTScalar|NTScalarArray|NTEnum):/;

/** What a record's value may look like; groups and other structures have no fields of a record beside them. */
export function mayBeRecord(type: StructType | undefined): boolean {
  return OF_RECORDS.test(type?.id ?? '');
}
