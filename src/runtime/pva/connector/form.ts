import type { ValueSpec, ValueType } from '../../core/contract/spec.ts';
import { flagForm } from './flag-form.ts';
import { textForm } from './text-form.ts';

/** Between the values of a PV and those that a class wants. */
export interface Form {
  readonly type: ValueType;
  /** Throws VALUE.TYPE for what the class has no value for. */
  read(value: unknown): unknown;
  write(value: unknown): unknown;
}

/** Undefined where the PV cannot be what is wanted. `labels` are those that it has at the time. */
export type FormOf = (shown: ValueSpec, labels: () => readonly string[] | undefined) => Form | undefined;

const FORMS: Readonly<Partial<Record<ValueType, FormOf>>> = { str: textForm, bool: flagForm };

/** How a PV may be what a class wants, where that is not what its server shows. */
export function formOf(wanted: ValueSpec | undefined): FormOf | undefined {
  return wanted === undefined ? undefined : FORMS[wanted.type];
}
