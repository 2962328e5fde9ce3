import type { FieldSpec, ValueSpec } from '../../core/contract/spec.ts';
import type { Field, PvaType } from '../codec/type/pva-type.ts';

/** The spec of a part of a value, as the wire has it. */
export function fieldSpec(type: PvaType): ValueSpec {
  switch (type.kind) {
    case 'scalar':
      return { type: type.of };
    case 'scalar[]':
      return { type: `${type.of}[]` };
    case 'any':
      return { type: 'any' };
    case 'any[]':
      return { type: 'any[]' };
    case 'struct':
    case 'union':
      return { type: type.kind, fields: fieldSpecs(type.fields) };
    default:
      return { type: type.kind, fields: type.of.kind === 'any' ? [] : fieldSpecs(type.of.fields) };
  }
}

export function fieldSpecs(fields: readonly Field[]): readonly FieldSpec[] {
  return fields.map(({ name, type }) => ({ name, ...fieldSpec(type) }));
}
