import type { Meta, Range } from '../../core/contract/meta.ts';
import type { PvaStruct, PvaValue } from '../codec/value/pva-value.ts';

/** Metadata out of what a get or the first update of a monitor brought. A range of 0 to 0 and NaN stand for none. */
export function pvMeta(data: PvaStruct): Meta {
  const [display, control, alarm] = [part(data, 'display'), part(data, 'control'), part(data, 'valueAlarm')];
  const description = text(display, 'description') ?? text(data, 'descriptor');
  const units = text(display, 'units');
  const precision = display['precision'];
  const labels = texts(part(data, 'value')['choices']) ?? texts(data['labels']);
  const limits = {
    ...named('control', range(control, 'limitLow', 'limitHigh')),
    ...named('display', range(display, 'limitLow', 'limitHigh')),
    ...named('warning', range(alarm, 'lowWarningLimit', 'highWarningLimit')),
    ...named('alarm', range(alarm, 'lowAlarmLimit', 'highAlarmLimit')),
  };
  return {
    ...named('description', description),
    ...named('units', units),
    ...(typeof precision === 'number' && precision >= 0 ? { precision } : {}),
    ...named('labels', labels),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

const NOTHING: PvaStruct = {};

function part(data: PvaStruct, name: string): PvaStruct {
  const value = data[name];
  const isStruct = typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
  return isStruct ? (value as PvaStruct) : NOTHING;
}

function text(data: PvaStruct, name: string): string | undefined {
  const value = data[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: PvaValue | undefined): readonly string[] | undefined {
  const isTexts = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isTexts ? (value as readonly string[]) : undefined;
}

function range(data: PvaStruct, lowName: string, highName: string): Range | undefined {
  const [low, high] = [limit(data[lowName]), limit(data[highName])];
  const isUnset = isZero(low) && isZero(high);
  if (isUnset || (low === undefined && high === undefined)) return undefined;
  return { ...named('low', low), ...named('high', high) };
}

/** An infinite limit is none. */
function limit(value: PvaValue | undefined): number | bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function isZero(value: number | bigint | undefined): boolean {
  return value === 0 || value === 0n;
}

function named<K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in K]: V });
}
