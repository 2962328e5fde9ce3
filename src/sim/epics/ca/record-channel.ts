import type { CaData, CaMeta, CaType, CaValue, DbrData } from '@devgen/runtime/ca/codec';
import type { ServedChannel } from '../../ca/served-channel.ts';
import { numberForm } from '../record/dbf.ts';
import type { FieldDeclaration } from '../record/field.ts';
import type { IocRecord } from '../record/ioc-record.ts';
import type { Limits } from '../record/record-type.ts';
import { inType } from './convert.ts';
import { CA_FIELD_TYPES } from './field-types.ts';

const SECOND = 1_000_000_000n;
const TEXT_SIZE = 40;

/** A field of a record as an IOC serves it. */
export class RecordChannel implements ServedChannel {
  readonly record: IocRecord;
  readonly type: CaType;
  readonly count: number;
  readonly #field: string;
  readonly #declaration: FieldDeclaration;
  /** A text as characters: it may be longer than forty. */
  readonly #isLong: boolean;

  /** `isLong` for a text that is named with `$`. */
  constructor(record: IocRecord, field: string, isLong: boolean) {
    this.record = record;
    this.#field = field;
    this.#isLong = isLong;
    this.#declaration = record.declaration(field)!;
    const { dbf, isArray = false, size = TEXT_SIZE } = this.#declaration;
    this.type = isLong ? 'char' : CA_FIELD_TYPES[dbf];
    this.count = isLong ? size : isArray ? record.number('NELM') : 1;
  }

  /** Of the record's type alone an IOC says that it may be written, and then refuses it. */
  get canWrite(): boolean {
    return !this.record.isReadOnly && (this.#declaration.isFixed !== true || this.#field === 'RTYP');
  }

  get recordType(): string {
    return this.record.type.name;
  }

  read(type: CaType): DbrData {
    const { alarm, timeNs } = this.record;
    return {
      type,
      value: this.#value(type),
      status: alarm.status,
      severity: alarm.severity,
      seconds: Number(timeNs / SECOND),
      nanoseconds: Number(timeNs % SECOND),
      meta: this.#meta(),
    };
  }

  write({ value, type }: CaData): void | Promise<void> {
    const input = this.#isLong && value instanceof Uint8Array ? textOf(value) : value;
    // A number of an enum is a number, of a text it is digits.
    return this.record.put(this.#field, type === 'string' && Array.isArray(input) && !this.#isArray ? input[0] : input);
  }

  subscribe(on: (mask: number) => void): () => void {
    return this.record.subscribe(this.#field, on);
  }

  get #isArray(): boolean {
    return this.#declaration.isArray === true;
  }

  #value(type: CaType): CaValue {
    const { dbf } = this.#declaration;
    const value = this.record.get(this.#field);
    if (this.#isLong && type !== 'string')
      return inType(Uint8Array.from(Buffer.from(`${String(value)}\0`)), type, TEXT);
    // A text of any length has as many elements as an array: none where it is empty.
    if (value === '' && this.#declaration.isLong === true) return [];
    const choices = this.record.choices(this.#field);
    const precision = numberForm(dbf) === undefined ? 0 : this.record.meta(this.#field).precision;
    return inType(value, type, { dbf, precision, choices });
  }

  #meta(): CaMeta {
    const { dbf } = this.#declaration;
    if (dbf === 'ENUM' || dbf === 'MENU') return { labels: this.record.choices(this.#field), limits: NO_LIMITS };
    if (numberForm(dbf) === undefined) return { limits: NO_LIMITS };
    const { units, precision, display, control, alarm } = this.record.meta(this.#field);
    const limits = {
      display: rangeOf(display),
      control: rangeOf(control),
      alarm: rangeOf({ low: alarm.lolo, high: alarm.hihi }),
      warning: rangeOf({ low: alarm.low, high: alarm.high }),
    };
    return { units, precision, limits };
  }
}

const NONE = { low: Number.NaN, high: Number.NaN };
const NO_LIMITS = { alarm: NONE, warning: NONE };

const TEXT = { dbf: 'UCHAR', precision: 0, choices: [] } as const;

function rangeOf({ low, high }: Limits): { readonly low: number; readonly high: number } {
  return { low: Number(low), high: Number(high) };
}

/** Up to the zero behind it. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString();
}
