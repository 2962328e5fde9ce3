import { formatDouble } from '../text/format-double.ts';
import type { CapturePlan, PlacedField } from './capture-plan.ts';
import type { DataOptions, DataProcess } from './data-options.ts';
import { layout } from './sample-layout.ts';

/** Bytes of a line of base64: 76 characters. */
const BASE64_BYTES = 57;

/** Turns raw samples into what a client asked for. */
export class SampleFormat {
  readonly #plan: CapturePlan;
  readonly #options: DataOptions;

  constructor(plan: CapturePlan, options: DataOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  /** Of whole samples, ready to be sent. */
  encode(raw: Buffer): Buffer {
    const { format, process } = this.#options;
    if (format === 'ASCII') return Buffer.from(this.#text(raw));
    const bytes = process === 'RAW' ? raw : this.#scaled(raw);
    if (format === 'FRAMED') return framed(bytes);
    return format === 'BASE64' ? base64(bytes) : bytes;
  }

  #text(raw: Buffer): string {
    const { process } = this.#options;
    const { fields } = layout(this.#plan, process);
    let text = '';
    for (let at = 0; at < raw.length; at += this.#plan.sampleBytes)
      text += `${fields.map((field) => ` ${textValue(this.#plan, field, raw, at, process)}`).join('')}\n`;
    return text;
  }

  #scaled(raw: Buffer): Buffer {
    const { fields, sampleBytes } = layout(this.#plan, 'SCALED');
    const out = Buffer.alloc((raw.length / this.#plan.sampleBytes) * sampleBytes);
    let to = 0;
    for (let at = 0; at < raw.length; at += this.#plan.sampleBytes)
      for (const field of fields)
        if (field.mode === 'unscaled') to = out.writeUInt32LE(raw.readUInt32LE(at + field.at), to);
        else to = out.writeDoubleLE(scaledValue(this.#plan, field, raw, at), to);
    return out;
  }
}

/** `BIN `, the length of all of it, and the samples. */
function framed(bytes: Buffer): Buffer {
  const head = Buffer.from('BIN \0\0\0\0');
  head.writeUInt32LE(8 + bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

function base64(bytes: Buffer): Buffer {
  let text = '';
  for (let at = 0; at < bytes.length; at += BASE64_BYTES)
    text += ` ${bytes.toString('base64', at, Math.min(bytes.length, at + BASE64_BYTES))}\n`;
  return Buffer.from(text);
}

function textValue(plan: CapturePlan, field: PlacedField, raw: Buffer, at: number, process: DataProcess): string {
  if (field.mode === 'unscaled') return String(raw.readUInt32LE(at + field.at));
  return process === 'SCALED' ? formatDouble(scaledValue(plan, field, raw, at)) : String(rawValue(field, raw, at));
}

/** The sample begins at `at`. */
function scaledValue(plan: CapturePlan, field: PlacedField, raw: Buffer, at: number): number {
  const { scale, offset, mode } = field;
  const value = Number(rawValue(field, raw, at));
  if (mode !== 'average' && mode !== 'deviation') return value * scale + offset;
  const duration = raw.readUInt32LE(at + plan.durationAt!);
  if (mode === 'average') return duration === 0 ? NaN : (value * scale) / duration + offset;
  return duration === 0 ? NaN : deviation(plan, field, raw, at, duration) * Math.abs(scale);
}

/** In counts: exact up to the root, since squares of large positions differ by little. */
function deviation(plan: CapturePlan, field: PlacedField, raw: Buffer, at: number, duration: number): number {
  const mean = plan.rawFields.find(({ name, capture }) => name === field.name && capture === 'Mean')!;
  const sum = BigInt(rawValue(mean, raw, at));
  const squares = BigInt(rawValue(field, raw, at));
  const variance = squares * BigInt(duration) - sum * sum;
  return Math.sqrt(Math.max(0, Number(variance))) / duration;
}

function rawValue(field: PlacedField, raw: Buffer, at: number): number | bigint {
  const place = at + field.at;
  switch (field.channel.of) {
    case 'bits':
    case 'duration':
      return raw.readUInt32LE(place);
    case 'value':
    case 'diff':
    case 'min':
    case 'max':
      return raw.readInt32LE(place);
    case 'squares':
      return (BigInt(raw.readInt32LE(place + 8)) << 64n) | raw.readBigUInt64LE(place);
    default:
      return raw.readBigInt64LE(place);
  }
}
