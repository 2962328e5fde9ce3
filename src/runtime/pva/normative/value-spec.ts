import { usableLabels, type ValueSpec } from '../../core/contract/spec.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import { fieldSpec, fieldSpecs } from './field-spec.ts';
import { formOf } from './form.ts';

/**
 * The value that a PV of this structure has in a class. `labels` are the choices of an enumeration, read beforehand;
 * without usable ones its value is the number.
 */
export function valueSpec(type: StructType, labels?: readonly string[]): ValueSpec {
  const form = formOf(type);
  switch (form.kind) {
    case 'enum':
      return usableLabels(labels) ? { type: 'enum', labels } : { type: 'enum' };
    case 'ndarray':
    case 'matrix':
      return { type: 'ndarray' };
    case 'table':
      return { type: 'table', fields: fieldSpecs(form.columns) };
    case 'value':
      return fieldSpec(form.type);
    case 'struct':
      return form.fields.length === 0 ? { type: 'any' } : { type: 'struct', fields: fieldSpecs(form.fields) };
  }
}
