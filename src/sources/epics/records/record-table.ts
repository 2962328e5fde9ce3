import type { MemberSpec, ValueType } from '@devgen/runtime';

/** What is known of a field without asking. */
export interface FieldFacts {
  readonly kind: 'r' | 'w' | 'rw' | 'command';
  readonly type: ValueType;
  readonly labels?: readonly string[];
  readonly description: string;
  /** How its unit is made of the record's: `$(EGU)` stands for that. */
  readonly units?: string;
  /** The field that is written, where it is another one. */
  readonly write?: string;
}

/** A record type that is a device by itself. */
export interface RecordTable {
  readonly class: string;
  readonly doc: string;
  /** By field, without the dot. */
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

/** A table of fields as it is written. */
export function recordTable(className: string, doc: string, fields: Readonly<Record<string, FieldFacts>>): RecordTable {
  return { class: className, doc, fields: new Map(Object.entries(fields)) };
}

/** A field in the vocabulary of specs; over the wire its name has a dot before it. */
export function fieldSpec(field: string, { kind, type, labels, write }: FieldFacts): MemberSpec {
  const source = `.${field}`;
  if (kind === 'command') return { kind, source };
  return {
    kind,
    source,
    ...(write !== undefined && { write: `.${write}` }),
    type,
    ...(labels !== undefined && { labels }),
  };
}
