import { BitSet, type Draft, draftOf, type PvaStruct, type StructType } from '@devgen/runtime/pva/codec';
import { Refusal } from '../../pva/refusal.ts';
import type { PutOptions, ServedPv } from '../../pva/value/served-pv.ts';
import { numberForm } from '../record/dbf.ts';
import type { FieldInput } from '../record/field.ts';
import { type IocRecord, PutRefused } from '../record/ioc-record.ts';
import { Mask } from '../record/listeners.ts';
import { alarmPart, FORMS, propertyPart, timePart, valuePart } from './field-value.ts';
import { normativeType } from './normative-type.ts';

/** A field of a record as QSRV serves it. */
export class RecordPv implements ServedPv {
  readonly type: StructType;
  readonly record: IocRecord;
  readonly #field: string;

  constructor(record: IocRecord, field: string) {
    this.record = record;
    this.#field = field;
    this.type = normativeType(record.declaration(field)!);
  }

  current(): Draft {
    return this.#about(Mask.value | Mask.alarm | Mask.property, true);
  }

  put({ value, marked }: Draft, { process, block }: PutOptions): void | Promise<void> {
    const input = this.#input(value as PvaStruct, marked);
    try {
      const done = input === undefined ? this.#process(process) : this.record.put(this.#field, input, process);
      return block ? done : undefined;
    } catch (error) {
      throw error instanceof PutRefused ? new Refusal(`Put not permitted: ${error.message}`) : error;
    }
  }

  subscribe(on: (change: Draft) => void): () => void {
    return this.record.subscribe(this.#field, (mask) => {
      const { value } = this.current();
      const { marked } = this.#about(mask, false);
      on({ value, marked });
    });
  }

  /** A put of nothing may process all the same. */
  #process(process: PutOptions['process']): void | Promise<void> {
    return process === 'true' ? this.record.process() : undefined;
  }

  /** What a client put; undefined where it put no value. */
  #input(value: PvaStruct, marked: BitSet): FieldInput | undefined {
    const of = value['value'];
    const isEnum = this.type.id.startsWith('epics:nt/NTEnum');
    if (!marked.has(isEnum ? 2 : 1)) return undefined;
    return (isEnum ? (of as PvaStruct)['index'] : of) as FieldInput;
  }

  /** Only of a value is known how it is best shown. */
  #form(): object {
    return this.#field === 'VAL' ? { index: 0, choices: FORMS } : { choices: FORMS };
  }

  #about(mask: number, isFirst: boolean): Draft {
    const record = this.record;
    const isValue = (mask & (Mask.value | Mask.log | Mask.alarm)) !== 0;
    const hasForm = isFirst && numberForm(record.declaration(this.#field)!.dbf) !== undefined;
    const parts: readonly object[] = [
      isValue ? { value: valuePart(record, this.#field), timeStamp: timePart(record) } : {},
      (mask & Mask.alarm) === 0 ? {} : { alarm: alarmPart(record) },
      (mask & Mask.property) === 0 ? {} : propertyPart(record, this.#field),
      hasForm ? { display: { form: this.#form() } } : {},
    ];
    return draftOf(this.type, joined(parts));
  }
}

/** The members of all, those of the same name joined in turn. */
function joined(parts: readonly object[]): object {
  const out: Record<string, unknown> = {};
  for (const [name, part] of parts.flatMap((each) => Object.entries(each) as [string, unknown][])) {
    out[name] = name in out && typeof part === 'object' ? { ...(out[name] as object), ...part } : part;
  }
  return out;
}
