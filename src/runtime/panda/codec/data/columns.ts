import { type CaptureHeader, type CaptureField, sizeOf } from './capture-header.ts';

/** The values of one field: `bigint` where they do not fit a number, in an array where 64 bits are too few. */
export type ColumnValues = Float64Array | Uint32Array | Int32Array | BigInt64Array | readonly bigint[];

/** A field and its values, one a sample. */
export interface Column {
  readonly field: CaptureField;
  readonly values: ColumnValues;
}

const WORD = 4;

/**
 * Whole samples to columns. Where a sample is one field, the column lies where the bytes do; else it is copied, word by
 * word, since samples are interleaved on the wire. `bytes` begins at a multiple of eight in its buffer.
 */
export function columnsOf({ fields, sampleBytes }: CaptureHeader, bytes: Uint8Array): readonly Column[] {
  const samples = Math.floor(bytes.length / sampleBytes);
  const [only] = fields;
  if (fields.length === 1 && only !== undefined && only.type !== 'int96')
    return [{ field: only, values: viewOf(only, bytes, samples) }];
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, (samples * sampleBytes) / WORD);
  const stride = sampleBytes / WORD;
  let at = 0;
  return fields.map((field) => {
    const values = columnOf(field, words, at, stride, samples);
    at += sizeOf(field.type) / WORD;
    return { field, values };
  });
}

function viewOf({ type }: CaptureField, { buffer, byteOffset }: Uint8Array, samples: number): ColumnValues {
  switch (type) {
    case 'double':
      return new Float64Array(buffer, byteOffset, samples);
    case 'int64':
      return new BigInt64Array(buffer, byteOffset, samples);
    case 'int32':
      return new Int32Array(buffer, byteOffset, samples);
    default:
      return new Uint32Array(buffer, byteOffset, samples);
  }
}

function columnOf(
  { type }: CaptureField,
  words: Uint32Array,
  at: number,
  stride: number,
  samples: number,
): ColumnValues {
  switch (type) {
    case 'double': {
      const values = new Float64Array(samples);
      copyPairs(words, at, stride, new Uint32Array(values.buffer));
      return values;
    }
    case 'int64': {
      const values = new BigInt64Array(samples);
      copyPairs(words, at, stride, new Uint32Array(values.buffer));
      return values;
    }
    case 'int32': {
      const values = new Int32Array(samples);
      copyWords(words, at, stride, new Uint32Array(values.buffer));
      return values;
    }
    case 'uint32': {
      const values = new Uint32Array(samples);
      copyWords(words, at, stride, values);
      return values;
    }
    case 'int96':
      return Array.from({ length: samples }, (_, sample) => wide(words, at + sample * stride));
  }
}

function copyWords(words: Uint32Array, at: number, stride: number, into: Uint32Array): void {
  for (let sample = 0, from = at; sample < into.length; sample++, from += stride) into[sample] = words[from]!;
}

function copyPairs(words: Uint32Array, at: number, stride: number, into: Uint32Array): void {
  for (let to = 0, from = at; to < into.length; to += 2, from += stride) {
    into[to] = words[from]!;
    into[to + 1] = words[from + 1]!;
  }
}

/** A sum of squares: three words, the lowest first. */
function wide(words: Uint32Array, at: number): bigint {
  const low = BigInt(words[at]!) | (BigInt(words[at + 1]!) << 32n);
  return BigInt.asIntN(96, low | (BigInt(words[at + 2]!) << 64n));
}
