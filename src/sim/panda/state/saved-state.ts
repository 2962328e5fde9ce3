import { TableField } from '../fields/table-field.ts';
import { hashOrder } from '../text/hash-order.ts';
import { Refusal } from '../text/refusal.ts';
import type { Panda } from './panda.ts';

/** Commands that bring back all that is set, attributes first, since units decide what a value means. */
export function stateLines(panda: Panda): readonly string[] {
  const attributes: string[] = [];
  const values: string[] = [];
  for (const field of panda.fields)
    for (let n = 0; n < field.block.count; n++) {
      const name = field.name(n);
      for (const { shape } of field.attributes.values())
        if (shape.isTracked && shape.put && shape.get) attributes.push(`${name}.${shape.name}=${shape.get(n)}`);
      if (field instanceof TableField) values.push(`${name}<B`, ...field.base64(n), '');
      else if (field.group === 'CONFIG') values.push(...setLine(name, () => field.get(n)));
    }
  return [...attributes, ...values, ...metadataLines(panda)];
}

/** A value that cannot be told cannot be kept either. */
function setLine(name: string, get: () => string): readonly string[] {
  try {
    return [`${name}=${get()}`];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [];
  }
}

function metadataLines({ metadata }: Panda): readonly string[] {
  return hashOrder(metadata.changes(0), ({ key }) => key).flatMap(({ key, text }) => {
    const value = metadata.get(key);
    return typeof value === 'string' ? [text] : [text, ...value, ''];
  });
}
