import type { BlockShape, FieldShape } from './block-table.ts';

/** The shape without some of its fields. */
export function without(shape: BlockShape, ...names: readonly string[]): BlockShape {
  return { ...shape, fields: shape.fields.filter((field) => !names.includes(field.name)) };
}

/** The shape with fields in the place of those of the same name, and the others at its end. */
export function withFields(shape: BlockShape, ...fields: readonly FieldShape[]): BlockShape {
  const given = new Map(fields.map((field) => [field.name, field]));
  const kept = shape.fields.map((field) => given.get(field.name) ?? field);
  return {
    ...shape,
    fields: [...kept, ...fields.filter((field) => !shape.fields.some((old) => old.name === field.name))],
  };
}
