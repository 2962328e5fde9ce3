import type { LockLabels } from '../model/lock/lock.ts';
import type { NamedValue } from '../model/names/member-types.ts';
import { isIdentifier } from '../model/names/letters.ts';
import { docView } from './doc-view.ts';
import { valueType } from './type-view.ts';
import { type ValueScope, valueTypeName } from './value-view.ts';
import type { LabelsView, TypeDeclarationView } from './view.ts';

/** The interface or union that a table, structure or union is typed by. */
export function declarationView(
  { owner, value }: NamedValue,
  memberNames: ReadonlyMap<string, string>,
  scope: ValueScope,
): TypeDeclarationView {
  // A structure may say a name twice; an interface may not.
  const fields = new Map((value.fields ?? []).toReversed().map((field) => [field.name, field]));
  return {
    name: scope.names.type(owner) ?? '',
    of: memberOf(owner, memberNames),
    union: value.type.startsWith('union'),
    fields: [...fields.values()].toReversed().map((field) => ({
      name: field.name,
      plain: isIdentifier(field.name),
      doc: docView([field.units === undefined ? undefined : `In ${field.units}.`]),
      type: valueType(field, valueTypeName(field, [...owner, field.name], scope)),
    })),
  };
}

export function labelsView(
  { owner, value }: NamedValue,
  memberNames: ReadonlyMap<string, string>,
  scope: ValueScope,
): LabelsView {
  const labels = typeof value.labels === 'object' ? value.labels : [];
  return {
    name: scope.names.type(owner) ?? '',
    of: memberOf(owner, memberNames),
    wire: null,
    brief: isBrief(labels),
    labels,
  };
}

/** A set that the control system itself names. */
export function sharedLabelsView(name: string, { id, labels }: LockLabels): LabelsView {
  return { name, of: null, wire: id.slice(id.indexOf(':') + 1), brief: isBrief(labels), labels };
}

function isBrief(labels: readonly string[]): boolean {
  return labels.reduce((length, label) => length + label.length + 4, 0) < 80;
}

function memberOf(
  [name = '', key = '']: readonly string[],
  memberNames: ReadonlyMap<string, string>,
): TypeDeclarationView['of'] {
  return { class: name, member: memberNames.get(key) ?? '' };
}
