import { formatCapture } from '../fields/capture-options.ts';
import { ExtOutField } from '../fields/ext-out-field.ts';
import type { Field } from '../fields/field.ts';
import { PosOutField } from '../fields/pos-out-field.ts';

/** Of what can be captured, in the order of the block table: the name, and what of it is captured. */
export interface Capturable {
  readonly name: string;
  /** `No` where nothing is. */
  readonly capture: string;
}

export function capturables(fields: readonly Field[]): readonly Capturable[] {
  return fields.flatMap((field) => {
    const instances = Array.from({ length: field.block.count }, (_, n) => n);
    if (field instanceof PosOutField)
      return instances.map((n) => ({ name: field.name(n), capture: formatCapture(field.capture(n)) }));
    if (field instanceof ExtOutField) return [{ name: field.name(0), capture: field.isCaptured ? 'Value' : 'No' }];
    return [];
  });
}

export function clearCaptures(fields: readonly Field[]): void {
  for (const field of fields) {
    if (field instanceof ExtOutField) field.clearCapture();
    if (field instanceof PosOutField) for (let n = 0; n < field.block.count; n++) field.clearCapture(n);
  }
}
