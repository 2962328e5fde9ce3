import { arrayOf, type PvaType, scalar, type StructType, structOf } from '@devgen/runtime/pva/codec';
import { numberForm } from '../record/dbf.ts';
import type { FieldDeclaration } from '../record/field.ts';

/** Parts that normative types share, with the names that pvxs gives them. */
export const alarmType: StructType = structOf(
  { severity: scalar('i32'), status: scalar('i32'), message: scalar('str') },
  'alarm_t',
);
export const timeStampType: StructType = structOf(
  { secondsPastEpoch: scalar('i64'), nanoseconds: scalar('i32'), userTag: scalar('i32') },
  'time_t',
);
export const enumType: StructType = structOf({ index: scalar('i32'), choices: arrayOf('str') }, 'enum_t');

const common = { alarm: alarmType, timeStamp: timeStampType };

const made = new Map<string, StructType>();

/** The type that QSRV serves a field with. */
export function normativeType({ dbf, isArray = false }: FieldDeclaration): StructType {
  const key = `${dbf}${isArray ? '[]' : ''}`;
  const type = made.get(key) ?? make(dbf, isArray);
  made.set(key, type);
  return type;
}

function make(dbf: FieldDeclaration['dbf'], isArray: boolean): StructType {
  const id = `epics:nt/NTScalar${isArray ? 'Array' : ''}:1.0`;
  const form = numberForm(dbf);
  if (form !== undefined) {
    return structOf(numeric(isArray ? arrayOf(form.scalar) : scalar(form.scalar), scalar(form.scalar)), id);
  }
  if (dbf === 'STRING') {
    const value = isArray ? arrayOf('str') : scalar('str');
    return structOf({ value, ...common, display: structOf({ description: scalar('str'), units: scalar('str') }) }, id);
  }
  return structOf(
    { value: enumType, ...common, display: structOf({ description: scalar('str') }) },
    'epics:nt/NTEnum:1.0',
  );
}

function numeric(value: PvaType, limit: PvaType): Readonly<Record<string, PvaType>> {
  return {
    value,
    ...common,
    display: structOf({
      limitLow: limit,
      limitHigh: limit,
      description: scalar('str'),
      units: scalar('str'),
      precision: scalar('i32'),
      form: enumType,
    }),
    control: structOf({ limitLow: limit, limitHigh: limit, minStep: limit }),
    valueAlarm: structOf({
      active: scalar('bool'),
      lowAlarmLimit: limit,
      lowWarningLimit: limit,
      highWarningLimit: limit,
      highAlarmLimit: limit,
      lowAlarmSeverity: scalar('i32'),
      lowWarningSeverity: scalar('i32'),
      highWarningSeverity: scalar('i32'),
      highAlarmSeverity: scalar('i32'),
      hysteresis: scalar('f64'),
    }),
  };
}
