import type { Field } from '../fields/field.ts';
import { TableField } from '../fields/table-field.ts';
import type { Panda } from '../state/panda.ts';
import { require } from '../text/refusal.ts';
import { Scanner } from '../text/scanner.ts';
import { attributeName, blockName, fieldName, theInstance } from './target.ts';

/** Behind `*DESC` and `*ENUMS`: a block, a field, a column of a table, or an attribute. */
interface Described {
  readonly description: string;
  readonly labels: readonly string[] | undefined;
}

/** `.BLOCK`, `.BLOCK.FIELD`, `.BLOCK.TABLE[].COLUMN`: a number may be given, and is ignored. */
export function description(scanner: Scanner, panda: Panda): string {
  return describe(scanner, panda, true).description;
}

/** The same for what has labels. */
export function labels(scanner: Scanner, panda: Panda): readonly string[] {
  const found = describe(scanner, panda, false).labels;
  require(found !== undefined, 'No enumerations for this field');
  return found;
}

function describe(scanner: Scanner, panda: Panda, needsNumber: boolean): Described {
  require(scanner.take('.'), "Character '.' expected");
  const { block, instance } = blockName(scanner, panda);
  if (!scanner.take('.')) return ended(scanner, { description: block.entry.shape.description, labels: undefined });
  const field = fieldName(scanner, block);
  if (scanner.take('[].')) return ended(scanner, column(scanner, field));
  if (!scanner.take('.')) return ended(scanner, { description: field.shape.description, labels: field.labels() });
  // A description of an attribute wants the number of an instance, its labels do not.
  if (needsNumber) theInstance(block, instance);
  const { shape } = attributeName(scanner, field);
  return ended(scanner, { description: shape.description, labels: shape.labels?.() });
}

function column(scanner: Scanner, field: Field): Described {
  require(field instanceof TableField, 'Field is not a table');
  const found = field.column(scanner.name(true));
  require(found !== undefined, 'Table sub-field not found');
  return { description: found.description, labels: found.labels };
}

function ended<T>(scanner: Scanner, value: T): T {
  scanner.end();
  return value;
}
