import type { StructType } from '../codec/type/pva-type.ts';
import { fieldOf, isAside, isEnumeration, isTexts, VALUE } from './shape.ts';

const ASIDE = new Set(['display', 'control', 'valueAlarm', 'descriptor']);

/** What may be asked for without reading a value: `field(value.choices,display)`. Empty: there is nothing. */
export function metaRequest(type: StructType): string {
  const paths = type.fields.filter((field) => ASIDE.has(field.name) && isAside(field)).map(({ name }) => name);
  if (isTexts(fieldOf(type, 'labels'))) paths.unshift('labels');
  if (isEnumeration(fieldOf(type, VALUE))) paths.unshift(`${VALUE}.choices`);
  return paths.length === 0 ? '' : `field(${paths.join(',')})`;
}
