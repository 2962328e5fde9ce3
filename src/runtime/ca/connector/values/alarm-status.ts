/** EPICS's names of the kinds of alarm, by their numbers; none for no alarm. */
const NAMES = [
  undefined,
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

export function alarmName(status: number | undefined): string | undefined {
  return status === undefined ? undefined : NAMES[status];
}
