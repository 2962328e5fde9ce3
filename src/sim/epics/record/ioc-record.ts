import { alarm, type Alarm, graver, NO_ALARM } from './alarm.ts';
import type { FieldValue, NumberArray } from './dbf.ts';
import { blankValue, type FieldDeclaration, type FieldInput, fieldValue } from './field.ts';
import { Listeners, Mask } from './listeners.ts';
import { type FieldMeta, type Fields, rangeMeta, type RecordType } from './record-type.ts';

/** What a record does beside keeping its fields. */
export interface Behaviour {
  /** The value of a record that reads, whenever it is processed. */
  readonly read?: () => FieldInput;
  /** What a record that is set does with its value; processing ends when it does. */
  readonly write?: (value: FieldValue) => void | Promise<void>;
  /** Instead of processing, what a put into one of these fields does. */
  readonly puts?: Readonly<Record<string, (value: FieldValue) => void | Promise<void>>>;
}

export interface RecordOptions extends Behaviour {
  /** Clients may not put into it. */
  readonly isReadOnly?: boolean;
}

/** When a put processes a record: always, never, or if it is passive and the field says so. */
export type Processing = 'true' | 'false' | 'passive';

/** What a client is told whose put is not done. */
export class PutRefused extends Error {
  override readonly name = 'PutRefused';
}

/** The second in which EPICS's time begins, in nanoseconds since 1970: that of a record which was never processed. */
const NEVER = 631_152_000n * 1_000_000_000n;

const WRITE_FAULT = alarm(3, 'WRITE');

/** A record of an IOC: fields, of which VAL is processed; its alarm and its time. */
export class IocRecord implements Fields {
  readonly name: string;
  readonly type: RecordType;
  readonly isReadOnly: boolean;
  /** Nanoseconds since 1970. */
  timeNs: bigint = NEVER;
  alarm: Alarm = alarm(3, 'UDF');
  readonly #behaviour: Behaviour;
  readonly #values = new Map<string, FieldValue>();
  readonly #listeners = new Listeners();
  #fault = NO_ALARM;
  /** The value that was last told of. */
  #shown: FieldValue | undefined;
  #processing: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #isGone = false;

  /** With a value to begin with it is processed at once. */
  constructor(
    type: RecordType,
    name: string,
    fields: Readonly<Record<string, FieldInput>>,
    options: RecordOptions = {},
  ) {
    const { isReadOnly = false, ...behaviour } = options;
    this.name = name;
    this.type = type;
    this.isReadOnly = isReadOnly;
    this.#behaviour = behaviour;
    for (const [field, declaration] of Object.entries(type.fields)) this.#values.set(field, blankValue(declaration));
    // The value comes last: it may be one of the choices.
    const { VAL, ...others } = fields;
    for (const [field, value] of Object.entries({ ...others, NAME: name, RTYP: type.name })) this.#set(field, value);
    if (VAL !== undefined) this.#set('VAL', VAL);
    if (VAL !== undefined || behaviour.read !== undefined) this.#settle();
  }

  /** What is said of a field; undefined for one that there is not. */
  declaration(field: string): FieldDeclaration | undefined {
    return Object.hasOwn(this.type.fields, field) ? this.type.fields[field] : undefined;
  }

  /** The value of a field that there is. */
  get(field: string): FieldValue {
    const value = this.#values.get(field);
    if (value === undefined) throw new RangeError(`A record of type ${this.type.name} has no field ${field}.`);
    return value;
  }

  number(field: string): number {
    return Number(this.get(field));
  }

  text(field: string): string {
    return String(this.get(field));
  }

  /** Of an enum or a menu; empty for other fields. */
  choices(field: string): readonly string[] {
    const { dbf, choices } = this.type.fields[field]!;
    return dbf === 'ENUM' ? (this.type.choices?.(this) ?? []) : (choices ?? []);
  }

  /** Of a field that is a number. */
  meta(field: string): FieldMeta {
    return { ...rangeMeta(this.type.fields[field]!.dbf), ...this.type.meta?.(this, field) };
  }

  /** Told of each post of a field, by what it is about. The function returned ends it. */
  subscribe(field: string, on: (mask: number) => void): () => void {
    return this.#listeners.add(field, on);
  }

  /** As a client does it. Resolves, where it does not return at once, when what the put began is done. */
  put(field: string, input: FieldInput, processing: Processing = 'passive'): void | Promise<void> {
    const { isFixed, processes, isProperty } = this.type.fields[field]!;
    if (this.isReadOnly || isFixed === true) throw new PutRefused(`${this.name}.${field} may not be written`);
    const isChange = this.#set(field, input);
    const handler = this.#behaviour.puts?.[field];
    if (handler !== undefined) return this.#handle(field, handler);
    if (isProperty === true && isChange) this.#listeners.tellAll(Mask.property);
    const isDue = processing === 'true' || (processing === 'passive' && processes === true && this.#isPassive());
    // Of a value that is to be processed only the processing tells, whenever it is.
    if (field !== 'VAL' || processes !== true) this.#listeners.tell(field, Mask.value | Mask.log);
    return isDue ? this.process() : undefined;
  }

  /** Reads or writes its value anew; one that is being processed is so again afterwards. */
  process(): void | Promise<void> {
    if (this.#processing !== undefined) return (this.#next ??= this.#processing.then(() => this.#again()));
    const { read, write } = this.#behaviour;
    if (read !== undefined) this.#set('VAL', read());
    this.#accept();
    let writing: void | Promise<void>;
    try {
      writing = write?.(this.get('VAL'));
    } catch {
      return this.#processed(WRITE_FAULT);
    }
    if (!(writing instanceof Promise)) return this.#processed();
    this.#processing = writing.then(
      () => this.#finish(NO_ALARM),
      () => this.#finish(WRITE_FAULT),
    );
    return this.#processing;
  }

  /** Gives fields the values that the hardware has, and tells of those that changed. */
  post(values: Readonly<Record<string, FieldInput>>): void {
    const changed = Object.entries(values).filter(([field, value]) => this.#set(field, value));
    this.#processed();
    for (const [field] of changed) if (field !== 'VAL') this.#listeners.tell(field, Mask.value | Mask.log);
    if (changed.some(([field]) => this.type.fields[field]!.isProperty)) this.#listeners.tellAll(Mask.property);
  }

  /** It is no record of the facility any more, and does nothing. */
  remove(): void {
    this.#isGone = true;
    this.#listeners.clear();
  }

  #isPassive(): boolean {
    return this.get('SCAN') === 0;
  }

  #handle(field: string, handler: (value: FieldValue) => void | Promise<void>): void | Promise<void> {
    const done = handler(this.get(field));
    this.#processed();
    if (field !== 'VAL') this.#listeners.tell(field, Mask.value | Mask.log);
    if (this.type.fields[field]!.isProperty === true) this.#listeners.tellAll(Mask.property);
    return done;
  }

  /** What a first value is: read if it can be, and within limits. */
  #settle(): void {
    const { read } = this.#behaviour;
    if (read !== undefined) this.#set('VAL', read());
    this.#accept();
    this.#processed();
  }

  #accept(): void {
    const { accept } = this.type;
    if (accept !== undefined) this.#values.set('VAL', accept(this, this.get('VAL')));
  }

  #finish(fault: Alarm): void {
    this.#processing = undefined;
    this.#processed(fault);
  }

  #again(): void | Promise<void> {
    this.#next = undefined;
    return this.process();
  }

  #processed(fault: Alarm = NO_ALARM): void {
    if (this.#isGone) return;
    this.#fault = fault;
    this.#values.set('UDF', 0);
    const isAlarmed = this.#touch();
    const value = this.get('VAL');
    if (isArray(value)) this.#values.set('NORD', value.length);
    const isChange = isArray(value) || !Object.is(value, this.#shown);
    this.#shown = value;
    const mask = (isChange ? Mask.value | Mask.log : 0) | (isAlarmed ? Mask.alarm : 0);
    if (mask !== 0) this.#listeners.tell('VAL', mask);
  }

  /** The time is now, and the alarm what the fields deserve; whether that is another one. */
  #touch(): boolean {
    this.timeNs = BigInt(Date.now()) * 1_000_000n;
    const now = graver(this.#fault, this.type.alarm?.(this) ?? NO_ALARM);
    const { severity, status } = this.alarm;
    if (now.severity === severity && now.status === status) return false;
    this.alarm = now;
    for (const [field, value] of [
      ['SEVR', now.severity],
      ['STAT', now.status],
    ] as const) {
      this.#values.set(field, value);
      this.#listeners.tell(field, Mask.value | Mask.log);
    }
    return true;
  }

  /** Whether it is another value. */
  #set(field: string, input: FieldInput): boolean {
    const declaration = this.declaration(field);
    if (declaration === undefined) throw new RangeError(`A record of type ${this.type.name} has no field ${field}.`);
    const value = fieldValue(declaration, input, this.choices(field));
    const isChange = !Object.is(value, this.get(field));
    this.#values.set(field, value);
    return isChange;
  }
}

function isArray(value: FieldValue): value is NumberArray | readonly string[] {
  return typeof value === 'object';
}
