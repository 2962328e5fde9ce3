/** By rank. */
export const SEVERITIES = ['NO_ALARM', 'MINOR', 'MAJOR', 'INVALID'] as const;

/** What a record is alarmed by, in the order of EPICS's numbers. */
export const ALARM_STATUSES = [
  'NO_ALARM',
  'READ',
  'WRITE',
  'HIHI',
  'HIGH',
  'LOLO',
  'LOW',
  'STATE',
  'COS',
  'COMM',
  'TIMEOUT',
  'HWLIMIT',
  'CALC',
  'SCAN',
  'LINK',
  'SOFT',
  'BAD_SUB',
  'UDF',
  'DISABLE',
  'SIMM',
  'READ_ACCESS',
  'WRITE_ACCESS',
] as const;

export type AlarmStatus = (typeof ALARM_STATUSES)[number];

/** Numbers of {@link SEVERITIES} and {@link ALARM_STATUSES}. */
export interface Alarm {
  readonly severity: number;
  readonly status: number;
}

export const NO_ALARM: Alarm = { severity: 0, status: 0 };

export function alarm(severity: number, status: AlarmStatus): Alarm {
  return severity === 0 ? NO_ALARM : { severity, status: ALARM_STATUSES.indexOf(status) };
}

/** The graver one; of equals the first. */
export function graver(one: Alarm, other: Alarm): Alarm {
  return other.severity > one.severity ? other : one;
}
