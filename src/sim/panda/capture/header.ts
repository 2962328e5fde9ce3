import { formatDouble } from '../text/format-double.ts';
import type { CaptureField, CaptureMode } from './capture-plan.ts';
import type { DataOptions } from './data-options.ts';
import type { Run } from './run.ts';
import { layout } from './sample-layout.ts';

const FORMATS = { ASCII: 'ASCII', BASE64: 'Base64', FRAMED: 'Framed', UNFRAMED: 'Unframed' } as const;
const PROCESSES = { SCALED: 'Scaled', RAW: 'Raw' } as const;

const RAW_TYPES: Readonly<Record<CaptureMode, string>> = {
  unscaled: 'uint32',
  scaled32: 'int32',
  scaled64: 'int64',
  average: 'int64',
  deviation: 'int96',
};

/** What is sent in front of a capture's data, with the blank line behind it. */
export function headerText(run: Run, options: DataOptions, missed: number): string {
  const data = dataAttributes(run, options, missed);
  const fields = layout(run.plan, options.process).fields.map((field) => fieldAttributes(field, options));
  return `${options.isXml ? xml(data, fields) : plain(data, fields)}\n`;
}

type Attributes = readonly (readonly [name: string, value: string])[];

function dataAttributes(run: Run, options: DataOptions, missed: number): Attributes {
  const { sampleBytes } = layout(run.plan, options.process);
  return [
    ['arm_time', isoTime(run.armTime)],
    ...(run.startTime === undefined ? [] : [['start_time', isoTime(run.startTime)] as const]),
    ['missed', String(missed)],
    ['process', PROCESSES[options.process]],
    ['format', FORMATS[options.format]],
    ...(options.format === 'ASCII' ? [] : [['sample_bytes', String(sampleBytes)] as const]),
  ];
}

function fieldAttributes(field: CaptureField, { process }: DataOptions): Attributes {
  const type = process === 'RAW' || field.mode === 'unscaled' ? RAW_TYPES[field.mode] : 'double';
  const scaling = [
    ['scale', formatDouble(field.scale)],
    ['offset', formatDouble(field.offset)],
    // A text that nobody gave is printed as C prints a missing one.
    ['units', field.units ?? '(null)'],
  ] as const;
  const common = [
    ['name', field.name],
    ['type', type],
    ['capture', field.capture],
  ] as const;
  return field.mode === 'unscaled' ? common : [...common, ...scaling];
}

function xml(data: Attributes, fields: readonly Attributes[]): string {
  const element = (name: string, attributes: Attributes): string =>
    `<${name}${attributes.map(([key, value]) => ` ${key}="${escape(value)}"`).join('')} />\n`;
  const inner = fields.map((attributes) => element('field', attributes)).join('');
  return `<header>\n${element('data', data)}<fields>\n${inner}</fields>\n</header>\n`;
}

/** A field's name, type and capture stand without their names. */
function plain(data: Attributes, fields: readonly Attributes[]): string {
  const line = (attributes: Attributes): string =>
    attributes.map(([key, value], i) => (i < 3 ? ` ${value}` : ` ${key}: ${value}`)).join('');
  return `${data.map(([key, value]) => `${key}: ${value}\n`).join('')}fields:\n${fields.map((field) => `${line(field)}\n`).join('')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '&': '&amp;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escape(text: string): string {
  return text.replace(/[<&>"']/g, (character) => ESCAPES[character]!);
}

/** With nanoseconds, of which 1970 is the beginning. */
function isoTime(ns: bigint): string {
  const seconds = new Date(Number(ns / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`;
}
