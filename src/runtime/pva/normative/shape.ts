import type { Field, PvaType, StructType } from '../codec/type/pva-type.ts';

/** The field that normative types have for what they are about. */
export const VALUE = 'value';

export function fieldOf({ fields }: StructType, name: string): PvaType | undefined {
  return fields.find((field) => field.name === name)?.type;
}

/** Whether a top structure calls itself so: `NTTable`, of whatever version. */
export function isNormative({ id }: StructType, name: string): boolean {
  return id.startsWith(`epics:nt/${name}:`);
}

export function isText(type: PvaType | undefined): boolean {
  return type?.kind === 'scalar' && type.of === 'str';
}

export function isTexts(type: PvaType | undefined): boolean {
  return type?.kind === 'scalar[]' && type.of === 'str';
}

/** An enumeration, told by its fields: its id differs between servers. */
export function isEnumeration(type: PvaType | undefined): type is StructType {
  return type?.kind === 'struct' && isIndex(fieldOf(type, 'index')) && isTexts(fieldOf(type, 'choices'));
}

function isIndex(type: PvaType | undefined): boolean {
  return type?.kind === 'scalar' && /^[iu](8|16|32)$/.test(type.of);
}

/** What says of a value how it is, when it was and what it means: told by name and by shape, as others may bear the name. */
export function isAside({ name, type }: Field): boolean {
  if (name === 'descriptor') return isText(type);
  if (type.kind !== 'struct') return false;
  switch (name) {
    case 'alarm':
      return fieldOf(type, 'severity')?.kind === 'scalar';
    case 'timeStamp':
      return fieldOf(type, 'secondsPastEpoch')?.kind === 'scalar';
    case 'display':
      return ['units', 'description', 'limitLow'].some((field) => fieldOf(type, field)?.kind === 'scalar');
    case 'control':
      return fieldOf(type, 'limitLow')?.kind === 'scalar';
    case 'valueAlarm':
      return fieldOf(type, 'lowAlarmLimit')?.kind === 'scalar';
    case 'record':
      // Of groups: how the server was asked.
      return fieldOf(type, '_options') !== undefined;
    default:
      return false;
  }
}
