import type { CaType } from '@devgen/runtime/ca/codec';
import type { Dbf } from '../record/dbf.ts';

/** How Channel Access shows a field: it has no unsigned words and nothing of 64 bits. */
export const CA_FIELD_TYPES: Readonly<Record<Dbf, CaType>> = {
  STRING: 'string',
  CHAR: 'char',
  UCHAR: 'char',
  SHORT: 'short',
  USHORT: 'long',
  LONG: 'long',
  ULONG: 'double',
  INT64: 'double',
  UINT64: 'double',
  FLOAT: 'float',
  DOUBLE: 'double',
  ENUM: 'enum',
  MENU: 'enum',
};
