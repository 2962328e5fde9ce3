import type { AttributeConfig } from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';
import { NO_ALARM, readAlarm, writeAlarm } from './attribute-alarm.ts';
import { NO_EVENTS, readEvents, writeEvents } from './attribute-events.ts';
import {
  readDataFormat,
  readDispLevel,
  readWriteType,
  writeDataFormat,
  writeDispLevel,
  writeWriteType,
} from './enum.ts';

type Texts = Pick<
  AttributeConfig,
  'description' | 'label' | 'unit' | 'standardUnit' | 'displayUnit' | 'format' | 'minValue' | 'maxValue'
>;

const NONE: readonly string[] = [];

/** `AttributeConfig_5`, of IDL 5 and 6. */
export function readAttributeConfig5(reader: CdrReader): AttributeConfig {
  const name = reader.string();
  const writable = readWriteType(reader);
  const dataFormat = readDataFormat(reader);
  const dataType = reader.i32();
  const memorized = reader.bool();
  reader.bool();
  const maxDimX = reader.i32();
  const maxDimY = reader.i32();
  const texts = readTexts(reader);
  const writableAttrName = reader.string();
  const level = readDispLevel(reader);
  const rootAttrName = reader.string();
  const enumLabels = reader.strings();
  const alarm = readAlarm(reader);
  const events = readEvents(reader);
  reader.strings();
  reader.strings();
  return {
    name,
    writable,
    dataFormat,
    dataType,
    memorized,
    maxDimX,
    maxDimY,
    ...texts,
    writableAttrName,
    level,
    rootAttrName,
    enumLabels,
    alarm,
    events,
  };
}

/** `AttributeConfig_3`, of IDL 3 and 4. */
export function readAttributeConfig3(reader: CdrReader): AttributeConfig {
  const head = readHead(reader);
  const writableAttrName = reader.string();
  const level = readDispLevel(reader);
  const alarm = readAlarm(reader);
  const events = readEvents(reader);
  reader.strings();
  reader.strings();
  return { ...head, memorized: false, writableAttrName, level, rootAttrName: '', enumLabels: NONE, alarm, events };
}

/** `AttributeConfig_2`, of IDL 2. */
export function readAttributeConfig2(reader: CdrReader): AttributeConfig {
  const head = readHead(reader);
  const alarm = { ...NO_ALARM, minAlarm: reader.string(), maxAlarm: reader.string() };
  const writableAttrName = reader.string();
  const level = readDispLevel(reader);
  reader.strings();
  return {
    ...head,
    memorized: false,
    writableAttrName,
    level,
    rootAttrName: '',
    enumLabels: NONE,
    alarm,
    events: NO_EVENTS,
  };
}

export function writeAttributeConfig5(writer: CdrWriter, config: AttributeConfig): void {
  writer.string(config.name);
  writeWriteType(writer, config.writable);
  writeDataFormat(writer, config.dataFormat);
  writer.i32(config.dataType);
  writer.bool(config.memorized);
  // Servers say `true` whether memorized or not.
  writer.bool(true);
  writer.i32(config.maxDimX);
  writer.i32(config.maxDimY);
  writeTexts(writer, config);
  writer.string(config.writableAttrName);
  writeDispLevel(writer, config.level);
  writer.string(config.rootAttrName);
  writer.strings(config.enumLabels);
  writeAlarm(writer, config.alarm);
  writeEvents(writer, config.events);
  writer.strings(NONE);
  writer.strings(NONE);
}

export function writeAttributeConfig3(writer: CdrWriter, config: AttributeConfig): void {
  writeHead(writer, config);
  writer.string(config.writableAttrName);
  writeDispLevel(writer, config.level);
  writeAlarm(writer, config.alarm);
  writeEvents(writer, config.events);
  writer.strings(NONE);
  writer.strings(NONE);
}

export function writeAttributeConfig2(writer: CdrWriter, config: AttributeConfig): void {
  writeHead(writer, config);
  writer.string(config.alarm.minAlarm);
  writer.string(config.alarm.maxAlarm);
  writer.string(config.writableAttrName);
  writeDispLevel(writer, config.level);
  writer.strings(NONE);
}

/** The reply of `get_attribute_config_5`; `_3` and `_2` likewise. */
export function readAttributeConfig5List(reader: CdrReader): AttributeConfig[] {
  return reader.sequence(80, readAttributeConfig5);
}

export function readAttributeConfig3List(reader: CdrReader): AttributeConfig[] {
  return reader.sequence(80, readAttributeConfig3);
}

export function readAttributeConfig2List(reader: CdrReader): AttributeConfig[] {
  return reader.sequence(60, readAttributeConfig2);
}

function readHead(reader: CdrReader) {
  const name = reader.string();
  const writable = readWriteType(reader);
  const dataFormat = readDataFormat(reader);
  const dataType = reader.i32();
  const maxDimX = reader.i32();
  const maxDimY = reader.i32();
  return { name, writable, dataFormat, dataType, maxDimX, maxDimY, ...readTexts(reader) };
}

function writeHead(writer: CdrWriter, config: AttributeConfig): void {
  writer.string(config.name);
  writeWriteType(writer, config.writable);
  writeDataFormat(writer, config.dataFormat);
  writer.i32(config.dataType);
  writer.i32(config.maxDimX);
  writer.i32(config.maxDimY);
  writeTexts(writer, config);
}

function readTexts(reader: CdrReader): Texts {
  const description = reader.string();
  const label = reader.string();
  const unit = reader.string();
  const standardUnit = reader.string();
  const displayUnit = reader.string();
  const format = reader.string();
  const minValue = reader.string();
  return { description, label, unit, standardUnit, displayUnit, format, minValue, maxValue: reader.string() };
}

function writeTexts(writer: CdrWriter, texts: Texts): void {
  writer.string(texts.description);
  writer.string(texts.label);
  writer.string(texts.unit);
  writer.string(texts.standardUnit);
  writer.string(texts.displayUnit);
  writer.string(texts.format);
  writer.string(texts.minValue);
  writer.string(texts.maxValue);
}
