import { arrayOf, type Draft, type PvaStruct, type StructType, structOf } from '@devgen/runtime/pva/codec';
import { Refusal } from '../../pva/refusal.ts';
import { merge } from '../../pva/value/fields.ts';
import { StructurePv } from '../../pva/value/structure-pv.ts';
import { type Dbf, numberForm } from '../record/dbf.ts';
import { alarmType, timeStampType } from './normative-type.ts';
import { timeOf } from './time.ts';

/** The columns of a table by name, each of one type, and what is shown above them. */
export type Columns = Readonly<Record<string, { readonly dbf: Exclude<Dbf, 'ENUM' | 'MENU'>; readonly label: string }>>;

/** An NTTable. */
export function tablePv(
  columns: Columns,
  value: Readonly<Record<string, unknown>>,
  taken?: (value: PvaStruct) => void,
): StructurePv {
  const labels = Object.values(columns).map(({ label }) => label);
  const initial = { labels, value, alarm: { severity: 0 }, timeStamp: timeOf(Date.now()) };
  if (taken === undefined) return new StructurePv(tableType(columns), initial);
  return new StructurePv(tableType(columns), initial, {
    put: (change, pv) => {
      const next = columnsWith(change, pv);
      pv.post({ value: next, timeStamp: timeOf(Date.now()) });
      taken(next);
    },
  });
}

/** The columns that it has with those that are put; all have to be of one length. */
function columnsWith(change: Draft, pv: StructurePv): PvaStruct {
  const columns = merge(pv.type, pv.value, change)['value'] as PvaStruct;
  const lengths = new Set(Object.values(columns).map((column) => (column as ArrayLike<unknown>).length));
  if (lengths.size > 1) throw new Refusal(`columns of different lengths: ${[...lengths].join(', ')}`);
  return columns;
}

function tableType(columns: Columns): StructType {
  const value = Object.entries(columns).map(
    ([name, { dbf }]) => [name, arrayOf(numberForm(dbf)?.scalar ?? 'str')] as const,
  );
  return structOf(
    {
      labels: arrayOf('str'),
      value: structOf(Object.fromEntries(value)),
      alarm: alarmType,
      timeStamp: timeStampType,
    },
    'epics:nt/NTTable:1.0',
  );
}
