import type { FieldValue } from '../record/dbf.ts';
import type { FieldInput } from '../record/field.ts';
import { IocRecord } from '../record/ioc-record.ts';
import { recordType } from '../record/record-types.ts';

/** A record that is set, `X`, and the one that shows what was taken, `X_RBV`. */
export interface Pair {
  readonly set: IocRecord;
  readonly shown: IocRecord;
}

const READS: ReadonlyMap<string, string> = new Map([
  ['ao', 'ai'],
  ['bo', 'bi'],
  ['busy', 'bi'],
  ['mbbo', 'mbbi'],
  ['longout', 'longin'],
  ['int64out', 'int64in'],
  ['stringout', 'stringin'],
]);
/** Fields that records that are read have not. */
const ONLY_SET = new Set(['DRVH', 'DRVL']);

/** Both records of a setting. `write` may be what takes its time; of a busy record another put may cut that short. */
export function pair(
  type: string,
  name: string,
  fields: Readonly<Record<string, FieldInput>>,
  write?: (value: FieldValue) => void | Promise<void>,
): Pair {
  const others = Object.entries(fields).filter(([field]) => !ONLY_SET.has(field));
  const shown = new IocRecord(recordType(READS.get(type)!), `${name}_RBV`, Object.fromEntries(others));
  const taken = (value: FieldValue): void | Promise<void> => {
    shown.post({ VAL: value });
    return write?.(value);
  };
  const behaviour = type === 'busy' ? { puts: { VAL: taken } } : { write: taken };
  return { set: new IocRecord(recordType(type), name, fields, behaviour), shown };
}

export function both({ set, shown }: Pair): readonly IocRecord[] {
  return [set, shown];
}

/** A record that only shows. */
export function reading(
  type: string,
  name: string,
  fields: Readonly<Record<string, FieldInput>>,
  read?: () => FieldInput,
): IocRecord {
  return new IocRecord(recordType(type), name, fields, read === undefined ? {} : { read });
}
