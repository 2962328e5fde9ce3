import { usableLabels } from '@devgen/runtime/contract';
import type { LockField, LockValue } from '../model/lock/lock.ts';
import type { Names } from './names.ts';
import type { ValueView } from './view.ts';

/** How the values of one class are named, and which shared label sets they need. */
export interface ValueScope {
  readonly names: Names;
  readonly sharedLabels: (set: string) => readonly string[] | undefined;
  /** Told of each shared label set that a printed spec or type refers to. */
  readonly use: (set: string) => void;
}

/** The type name of a value: its shared label set's, its own, or none where its labels cannot be told apart. */
export function valueTypeName(value: LockValue, owner: readonly string[], scope: ValueScope): string | undefined {
  if (value.labels === undefined && value.fields === undefined) return undefined;
  if (typeof value.labels !== 'string') return scope.names.type(owner);
  if (!usableLabels(scope.sharedLabels(value.labels))) return undefined;
  scope.use(value.labels);
  return value.labels;
}

export function valueView(
  value: LockValue,
  owner: readonly string[],
  scope: ValueScope,
  units: string | undefined,
): ValueView {
  const labels = value.labels === undefined ? undefined : valueTypeName(value, owner, scope);
  const fields = value.fields?.map((field) => fieldView(field, owner, scope));
  return {
    type: value.type,
    brief: labels === undefined && fields === undefined && units === undefined && value.wire === undefined,
    labels: labels ?? null,
    units: units ?? null,
    fields: fields ?? null,
    wire: value.wire ?? null,
  };
}

function fieldView(
  field: LockField,
  owner: readonly string[],
  scope: ValueScope,
): ValueView & { readonly name: string } {
  return { ...valueView(field, [...owner, field.name], scope, field.units), name: field.name };
}
