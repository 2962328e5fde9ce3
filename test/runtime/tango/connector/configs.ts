import { type AttributeConfig, type CommandInfo, TangoType } from '../../../../src/runtime/tango/client/types.ts';
import { normalise } from '../../../../src/runtime/tango/connector/normalise.ts';

/** An attribute as Tango's library configures one of which a person wrote nothing. */
export function attribute(name: string, more: Partial<AttributeConfig> = {}): AttributeConfig {
  return {
    name,
    writable: 'READ',
    dataFormat: 'SCALAR',
    dataType: TangoType.DevDouble,
    memorized: false,
    maxDimX: 1,
    maxDimY: 0,
    description: 'No description',
    label: name,
    unit: '',
    standardUnit: 'No standard unit',
    displayUnit: 'No display unit',
    format: '%6.2f',
    minValue: 'Not specified',
    maxValue: 'Not specified',
    writableAttrName: 'None',
    level: 'OPERATOR',
    rootAttrName: '',
    enumLabels: [],
    alarm: {
      minAlarm: 'Not specified',
      maxAlarm: 'Not specified',
      minWarning: 'Not specified',
      maxWarning: 'Not specified',
      deltaT: 'Not specified',
      deltaVal: 'Not specified',
    },
    events: {
      changeRelative: 'Not specified',
      changeAbsolute: 'Not specified',
      period: '1000',
      archiveRelative: 'Not specified',
      archiveAbsolute: 'Not specified',
      archivePeriod: 'Not specified',
    },
    ...more,
  };
}

export function command(name: string, inType: number, outType: number): CommandInfo {
  return {
    name,
    level: 'OPERATOR',
    tag: 0,
    inType,
    outType,
    inDescription: 'Uninitialised',
    outDescription: 'Uninitialised',
  };
}

/** What a server of these attributes shows. */
export function shown(...attributes: AttributeConfig[]): ReturnType<typeof normalise> {
  return normalise({ class: 'Rich', attributes, commands: [] });
}
