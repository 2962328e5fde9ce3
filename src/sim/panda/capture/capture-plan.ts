import type { CaptureOption } from '../fields/capture-options.ts';
import { ExtOutField } from '../fields/ext-out-field.ts';
import type { Field } from '../fields/field.ts';
import { PosOutField } from '../fields/pos-out-field.ts';
import { CLOCK_FREQUENCY } from '../fields/time-units.ts';
import { type Channel, channelWords } from '../hardware/pcap/channel.ts';
import { require } from '../text/refusal.ts';

/** How a captured field is scaled, in the order in which a sample holds them. */
export const CAPTURE_MODES = ['unscaled', 'scaled32', 'scaled64', 'average', 'deviation'] as const;
export type CaptureMode = (typeof CAPTURE_MODES)[number];

/** One captured field, as the header of the data port tells it. */
export interface CaptureField {
  readonly name: string;
  readonly capture: CaptureOption;
  readonly mode: CaptureMode;
  readonly scale: number;
  readonly offset: number;
  readonly units: string | undefined;
  readonly channel: Channel;
}

/** A field and where its channel begins in a raw sample. */
export interface PlacedField extends CaptureField {
  readonly at: number;
}

/** What a capture writes, fixed when it is armed. */
export interface CapturePlan {
  /** What was asked for, in the order of a sample. */
  readonly fields: readonly PlacedField[];
  /** All that a raw sample holds, what means and deviations need among it. */
  readonly rawFields: readonly PlacedField[];
  readonly channels: readonly Channel[];
  readonly sampleBytes: number;
  /** Where the duration of the gate is in a raw sample; undefined where nothing needs it. */
  readonly durationAt: number | undefined;
}

/** 32-bit words of a sample, of which PCAP can write fewer. */
const WORD_LIMIT = 64;

export function capturePlan(fields: readonly Field[], sumShift: number): CapturePlan {
  const all = fields.flatMap((field) => captured(field, sumShift));
  const asked = CAPTURE_MODES.flatMap((mode) => all.filter((field) => field.mode === mode));
  require(asked.length > 0, 'Nothing configured for capture');
  const raw = placed(withHelpers(asked, fields, sumShift));
  const channels = raw.map(({ channel }) => channel);
  const words = channels.reduce((sum, channel) => sum + channelWords(channel), 0);
  require(words < WORD_LIMIT, 'Too many captures for PCAP');
  return {
    fields: asked.map((field) => raw.find((other) => isSame(other, field))!),
    rawFields: raw,
    channels,
    sampleBytes: 4 * words,
    durationAt: raw.find(({ channel }) => channel.of === 'duration')?.at,
  };
}

/** A mean needs the duration of the gate, in front where nobody asked for it; a deviation needs the mean. */
function withHelpers(
  asked: readonly CaptureField[],
  fields: readonly Field[],
  sumShift: number,
): readonly CaptureField[] {
  const deviations = asked.filter(({ mode }) => mode === 'deviation');
  const means = deviations.map((field): CaptureField => {
    const { line } = field.channel as { readonly line: number };
    return { ...field, capture: 'Mean', mode: 'average', channel: { of: 'sum', line } };
  });
  const before = asked.filter(({ mode }) => mode !== 'deviation');
  const added = means.filter((mean) => !before.some((field) => isSame(field, mean)));
  const needsDuration = deviations.length > 0 || before.some(({ mode }) => mode === 'average');
  const hasDuration = asked.some(({ channel }) => channel.of === 'duration');
  const duration = fields.find(({ shape }) => shape.kind === 'ext_out samples');
  const front = needsDuration && !hasDuration && duration ? [durationField(duration, sumShift)] : [];
  return [...front, ...before, ...added, ...deviations];
}

function isSame(a: CaptureField, b: CaptureField): boolean {
  return a.name === b.name && a.capture === b.capture;
}

function placed(fields: readonly CaptureField[]): readonly PlacedField[] {
  let at = 0;
  return fields.map((field) => {
    const here = { ...field, at };
    at += 4 * channelWords(field.channel);
    return here;
  });
}

function captured(field: Field, sumShift: number): readonly CaptureField[] {
  if (field instanceof PosOutField)
    return field.indices.flatMap((line, n) =>
      [...field.capture(n)].map((capture) => ({
        name: field.name(n),
        capture,
        ...field.scaling(n),
        ...ofPosition(capture, line),
      })),
    );
  if (!(field instanceof ExtOutField) || !field.isCaptured) return [];
  switch (field.shape.kind) {
    case 'ext_out samples':
      return [durationField(field, sumShift)];
    case 'ext_out timestamp':
      return [{ ...external(field, { of: timestamp(field) }, 'scaled64'), scale: 1 / CLOCK_FREQUENCY, units: 's' }];
    default:
      return [external(field, { of: 'bits', word: field.shape.word! }, 'unscaled')];
  }
}

function ofPosition(capture: CaptureOption, line: number): { readonly mode: CaptureMode; readonly channel: Channel } {
  switch (capture) {
    case 'Value':
      return { mode: 'scaled32', channel: { of: 'value', line } };
    case 'Diff':
      return { mode: 'scaled32', channel: { of: 'diff', line } };
    case 'Min':
      return { mode: 'scaled32', channel: { of: 'min', line } };
    case 'Max':
      return { mode: 'scaled32', channel: { of: 'max', line } };
    case 'Sum':
      return { mode: 'scaled64', channel: { of: 'sum', line } };
    case 'Mean':
      return { mode: 'average', channel: { of: 'sum', line } };
    case 'StdDev':
      return { mode: 'deviation', channel: { of: 'squares', line } };
  }
}

/** In seconds: the register counts ticks, shifted as sums are. */
function durationField(field: Field, sumShift: number): CaptureField {
  return {
    ...external(field, { of: 'duration' }, 'scaled32'),
    scale: 2 ** sumShift / CLOCK_FREQUENCY,
    units: 's',
  };
}

function external(field: Field, channel: Channel, mode: CaptureMode): CaptureField {
  return { name: field.name(0), capture: 'Value', mode, scale: 1, offset: 0, units: undefined, channel };
}

function timestamp({ shape }: Field): 'start' | 'end' | 'trigger' {
  if (shape.name === 'TS_START') return 'start';
  return shape.name === 'TS_END' ? 'end' : 'trigger';
}
