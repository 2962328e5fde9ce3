import { type AttributeConfig, type AttrWriteType, TangoType } from '@devgen/runtime/tango/codec';
import type { AttributeDeclaration, Level } from './attribute-declaration.ts';
import type { AttributeTypeName } from './values.ts';

/** How servers show what nobody configured. */
const UNSPECIFIED = 'Not specified';

const FORMATS: Readonly<Partial<Record<AttributeTypeName, string>>> = {
  DevFloat: '%6.2f',
  DevDouble: '%6.2f',
  DevString: '%s',
  DevEnum: '%s',
  DevBoolean: UNSPECIFIED,
  DevState: UNSPECIFIED,
  DevEncoded: UNSPECIFIED,
};

const ALARM: AttributeConfig['alarm'] = {
  minAlarm: UNSPECIFIED,
  maxAlarm: UNSPECIFIED,
  minWarning: UNSPECIFIED,
  maxWarning: UNSPECIFIED,
  deltaT: UNSPECIFIED,
  deltaVal: UNSPECIFIED,
};

const EVENTS: AttributeConfig['events'] = {
  changeRelative: UNSPECIFIED,
  changeAbsolute: UNSPECIFIED,
  period: '1000',
  archiveRelative: UNSPECIFIED,
  archiveAbsolute: UNSPECIFIED,
  archivePeriod: UNSPECIFIED,
};

/** What a client is told of the attribute. */
export function attributeConfig<M>(name: string, declaration: AttributeDeclaration<M>): AttributeConfig {
  const { type, dataFormat = 'SCALAR' } = declaration;
  const writable = writeType(declaration);
  return {
    name,
    writable,
    dataFormat,
    dataType: TangoType[type],
    memorized: false,
    maxDimX: 'maxDimX' in declaration ? declaration.maxDimX : 1,
    maxDimY: 'maxDimY' in declaration ? declaration.maxDimY : 0,
    description: declaration.description ?? 'No description',
    label: declaration.label ?? name,
    unit: declaration.unit ?? '',
    standardUnit: declaration.standardUnit ?? 'No standard unit',
    displayUnit: declaration.displayUnit ?? 'No display unit',
    format: declaration.format ?? FORMATS[type] ?? '%d',
    minValue: levelText(declaration.minValue),
    maxValue: levelText(declaration.maxValue),
    writableAttrName: declaration.writableAttrName ?? (writable === 'READ_WRITE' ? name : 'None'),
    level: declaration.level ?? 'OPERATOR',
    rootAttrName: UNSPECIFIED,
    enumLabels: declaration.enumLabels ?? [],
    alarm: { ...ALARM, ...texts(declaration.alarm) },
    events: { ...EVENTS, ...texts(declaration.events) },
  };
}

function writeType<M>({ read, write, writableAttrName }: AttributeDeclaration<M>): AttrWriteType {
  if (read === undefined) return 'WRITE';
  if (write !== undefined) return 'READ_WRITE';
  return writableAttrName === undefined ? 'READ' : 'READ_WITH_WRITE';
}

function levelText(level: Level | undefined): string {
  return level === undefined ? UNSPECIFIED : String(level);
}

function texts(levels: Readonly<Record<string, Level | undefined>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(levels).map(([key, level]) => [key, levelText(level)]));
}
