import type { Attribute } from '../fields/attribute.ts';
import type { Field } from '../fields/field.ts';
import type { Block } from '../state/block-map.ts';
import type { Panda } from '../state/panda.ts';
import { require } from '../text/refusal.ts';
import { Scanner } from '../text/scanner.ts';

/** What the name of a command means; an instance counts from 0, and is undefined where the name has no number. */
export type Target =
  | { readonly kind: 'fields'; readonly block: Block }
  | { readonly kind: 'attributes'; readonly field: Field }
  | { readonly kind: 'field'; readonly field: Field; readonly instance: number }
  | { readonly kind: 'attribute'; readonly field: Field; readonly instance: number; readonly attribute: Attribute };

/** A block and its number, in front of a dot. */
export interface BlockName {
  readonly block: Block;
  readonly instance: number | undefined;
}

/** `BLOCK[n].*`, `BLOCK[n].FIELD`, `BLOCK[n].FIELD.*` or `BLOCK[n].FIELD.ATTR`. */
export function target(name: string, panda: Panda): Target {
  const scanner = new Scanner(name);
  const { block, instance } = blockName(scanner, panda);
  require(scanner.take('.'), 'Missing field name');
  if (scanner.take('*')) {
    scanner.end();
    return { kind: 'fields', block };
  }
  const field = fieldName(scanner, block);
  if (!scanner.take('.')) {
    scanner.end();
    return { kind: 'field', field, instance: theInstance(block, instance) };
  }
  if (scanner.take('*')) {
    scanner.end();
    return { kind: 'attributes', field };
  }
  const known = theInstance(block, instance);
  const attribute = attributeName(scanner, field);
  scanner.end();
  return { kind: 'attribute', field, instance: known, attribute };
}

export function blockName(scanner: Scanner, panda: Panda): BlockName {
  const block = panda.blocks.get(scanner.numberedName());
  require(block !== undefined, 'No such block');
  const number = scanner.digits();
  require(number === undefined || (number >= 1 && number <= block.entry.count), 'Invalid block number');
  return { block, instance: number === undefined ? undefined : number - 1 };
}

export function fieldName(scanner: Scanner, block: Block): Field {
  const field = block.fields.get(scanner.name(true));
  require(field !== undefined, 'No such field');
  return field;
}

export function attributeName(scanner: Scanner, field: Field): Attribute {
  const attribute = field.attributes.get(scanner.name(true));
  require(attribute !== undefined, 'No such attribute');
  return attribute;
}

/** The number may be left out where a block comes once. */
export function theInstance({ entry }: Block, instance: number | undefined): number {
  require(instance !== undefined || entry.count === 1, 'Missing block number');
  return instance ?? 0;
}
