/** What may be done with a PV. */
export type Direction = 'r' | 'rw' | 'command';

/** What a record says of itself beside its value. */
export interface RecordFacts {
  readonly type: string;
  readonly dtyp?: string;
  /** Of a binary record: what its state 0 is called. */
  readonly znam?: string;
  /** Of a binary record: seconds after which it falls back by itself. */
  readonly high?: number;
}

const READ = new Set(
  'ai aai bi calc compress event histogram int64in longin lsi mbbi mbbiDirect permissive sel state stringin sub subArray aSub'.split(
    ' ',
  ),
);
const EXECUTED = new Set(['fanout', 'dfanout', 'seq', 'sseq']);
const BINARY = new Set(['bo', 'busy']);
const ARRAYS = new Set(['waveform', 'aao']);

/** The fields beside RTYP that {@link directionOf} wants of a record of this type. */
export function wantedFields(recordType: string): readonly string[] {
  if (BINARY.has(recordType)) return ['ZNAM', 'HIGH'];
  return ARRAYS.has(recordType) ? ['DTYP'] : [];
}

/** Whether a record is one that nobody sets. */
export function isReadOnly(recordType: string | undefined): boolean {
  return recordType !== undefined && READ.has(recordType);
}

/** Whether a record has no value of its own, and processing is all that it is for. */
export function isExecuted(recordType: string | undefined): boolean {
  return recordType !== undefined && EXECUTED.has(recordType);
}

/** By the record's type: what access control would say is not known, and of many servers says yes to everything. */
export function directionOf({ type, dtyp = '', znam, high = 0 }: RecordFacts): Direction {
  if (READ.has(type)) return 'r';
  if (EXECUTED.has(type)) return 'command';
  if (BINARY.has(type) && (high > 0 || znam === 'Done')) return 'command';
  if (type === 'waveform' && /(?:Read|In)$/.test(dtyp)) return 'r';
  return 'rw';
}
