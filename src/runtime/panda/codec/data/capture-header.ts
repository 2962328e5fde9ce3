import { protocolError } from '../protocol-error.ts';

export type FieldType = 'double' | 'uint32' | 'int32' | 'int64' | 'int96';

/** One captured field: a column of the samples. */
export interface CaptureField {
  /** `INENC1.VAL` */
  readonly name: string;
  readonly type: FieldType;
  /** `Value`, `Diff`, `Sum`, `Min`, `Max`, `Mean`, `StdDev`, `Bits`, `Timestamp`, … */
  readonly capture: string;
  /** Of raw samples: `value * scale + offset` is in {@link units}. Scaled ones are so already. */
  readonly scale?: number;
  readonly offset?: number;
  readonly units?: string;
}

/** What the server says before the samples of a capture. */
export interface CaptureHeader {
  /** In the order of the samples, which is not that of `*CAPTURE?`. */
  readonly fields: readonly CaptureField[];
  /** Samples that were overwritten before this client came. */
  readonly missed: number;
  readonly process: 'scaled' | 'raw';
  /** Bytes of a sample; of ASCII, which has none, as many as its columns would have. */
  readonly sampleBytes: number;
  /** ISO 8601, to the nanosecond, as the server wrote it. */
  readonly armTime?: string;
  readonly startTime?: string;
  /** Nanoseconds from the start to the first sample's zero, where the hardware has a clock. */
  readonly hwTimeOffsetNs?: bigint;
}

const SIZES: Readonly<Record<FieldType, number>> = { double: 8, uint32: 4, int32: 4, int64: 8, int96: 12 };
const MOST_FIELDS = 512;

export function sizeOf(type: FieldType): number {
  return SIZES[type];
}

/** Attributes as texts, from either form of header, to the header. */
export function captureHeader(
  data: ReadonlyMap<string, string>,
  fields: readonly ReadonlyMap<string, string>[],
): CaptureHeader {
  if (fields.length > MOST_FIELDS) throw protocolError(`a capture of ${fields.length} fields`);
  const declared = fields.map(captureField);
  const bytes = declared.reduce((sum, { type }) => sum + sizeOf(type), 0);
  const said = data.get('sample_bytes');
  const sampleBytes = said === undefined ? bytes : Number(said);
  const armTime = data.get('arm_time');
  const startTime = data.get('start_time');
  const offset = data.get('hw_time_offset_ns');
  return {
    fields: withGateDuration(declared, sampleBytes - bytes),
    missed: countOf(data.get('missed') ?? '0'),
    process: /^scaled$/i.test(data.get('process') ?? '') ? 'scaled' : 'raw',
    sampleBytes,
    ...(armTime === undefined ? {} : { armTime }),
    ...(startTime === undefined ? {} : { startTime }),
    ...(offset === undefined || !/^-?\d{1,18}$/.test(offset) ? {} : { hwTimeOffsetNs: BigInt(offset) }),
  };
}

/** Servers before 2.1 send the number of samples behind a mean without saying so. */
function withGateDuration(fields: readonly CaptureField[], unsaid: number): readonly CaptureField[] {
  if (unsaid === 0) return fields;
  if (unsaid !== 4) throw protocolError('samples that are longer or shorter than their fields', unsaid);
  return [{ name: 'PCAP.SAMPLES', type: 'uint32', capture: 'Value' }, ...fields];
}

function captureField(said: ReadonlyMap<string, string>): CaptureField {
  const name = said.get('name');
  const type = said.get('type');
  if (name === undefined || type === undefined || !Object.hasOwn(SIZES, type))
    throw protocolError('a captured field of unknown form', [...said.values()].join(' ').slice(0, 80));
  const scale = finite(said.get('scale'));
  const offset = finite(said.get('offset'));
  const units = unitsOf(said.get('units'));
  return {
    name,
    type: type as FieldType,
    capture: said.get('capture') ?? '',
    ...(scale === undefined ? {} : { scale }),
    ...(offset === undefined ? {} : { offset }),
    ...(units === undefined ? {} : { units }),
  };
}

/** A server prints what was never set as `(null)`. */
export function unitsOf(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text === '(null)' ? undefined : text;
}

function finite(text: string | undefined): number | undefined {
  const number = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function countOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw protocolError('a count that is none', text.slice(0, 80));
  return Number(text);
}
