import { DevgenError } from '../../../core/contract/errors.ts';
import type { CaptureHeader } from '../../codec/data/capture-header.ts';
import { type Column, columnsOf, type ColumnValues } from '../../codec/data/columns.ts';

/** Some samples of a capture, as they arrived together. */
export class Frame {
  /** Number of its first sample within the capture, from 0. */
  readonly start: number;
  /** How many samples; 0 where no header tells their length. */
  readonly samples: number;
  /** The samples as the box sent them, little-endian. */
  readonly bytes: Uint8Array;
  readonly #header: CaptureHeader | undefined;
  #columns: readonly Column[] | undefined;

  constructor(header: CaptureHeader | undefined, bytes: Uint8Array, start: number) {
    this.#header = header;
    this.bytes = bytes;
    this.start = start;
    this.samples = header === undefined ? 0 : bytes.length / header.sampleBytes;
  }

  /** A typed array a field, in the order of the header's fields; made when first asked for. */
  get columns(): readonly Column[] {
    if (this.#header === undefined) {
      throw new DevgenError('a capture without a header has no columns', {
        code: 'PANDA.NO_COLUMNS',
        hint: 'ask for a header, or read the bytes',
      });
    }
    return (this.#columns ??= columnsOf(this.#header, this.bytes));
  }

  /** The values of one field, by name and, where a position is captured in several ways, by capture. */
  column(name: string, capture?: string): ColumnValues {
    const found = this.columns.filter(
      ({ field }) => field.name === name && (capture === undefined || field.capture === capture),
    );
    const [only] = found;
    if (only !== undefined && found.length === 1) return only.values;
    const names = this.columns.map(({ field }) => `${field.name} ${field.capture}`);
    throw new DevgenError(
      `${name}${capture === undefined ? '' : ` ${capture}`} is ${only ? 'several columns' : 'no column'}`,
      {
        code: 'PANDA.NO_COLUMNS',
        expected: names,
        hint: only ? 'say which: frame.column(name, capture)' : 'its capture is not set; expected lists the columns',
      },
    );
  }
}
