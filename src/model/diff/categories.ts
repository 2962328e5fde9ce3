import type { Rule } from './rules.ts';

/** How early a break is met, the widest first: each category holds the rules of those behind it too. */
export const categories = {
  SOURCE: 'code that compiled no longer does: a type gained `undefined`',
  API: 'a program that was built does not find what it asks for by name: a class, a member, a device of the registry',
  WIRE: 'the control system does not do what the class says: connect refuses, or finds no device',
} as const;

export type Category = keyof typeof categories;

/** The one category that each breaking rule is of by itself; it is of the wider ones with it. */
export const categoryOf: Readonly<Partial<Record<Rule, Category>>> = {
  MEMBER_OPTIONAL: 'SOURCE',
  MEMBER_RENAMED: 'API',
  CLASS_REMOVED: 'API',
  CLASS_RENAMED: 'API',
  DEVICE_REMOVED: 'API',
  MEMBER_MISSING: 'WIRE',
  MEMBER_KIND: 'WIRE',
  MEMBER_WRITE: 'WIRE',
  MEMBER_TYPE: 'WIRE',
  MEMBER_SHAPE: 'WIRE',
  ENUM_LABELS: 'WIRE',
  FIELDS: 'WIRE',
  VECTOR_KEYS: 'WIRE',
  DEVICE_GONE: 'WIRE',
  DEVICE_MOVED: 'WIRE',
  DEVICE_ALIAS: 'WIRE',
};

/** Every rule that these categories and rules stand for. */
export function rulesOf(chosen: readonly string[]): ReadonlySet<Rule> {
  const order = Object.keys(categories);
  const widest = Math.min(...chosen.map((name) => order.indexOf(name)).filter((at) => at >= 0));
  const isChosen = ([rule, category]: readonly [string, Category]): boolean =>
    order.indexOf(category) >= widest || chosen.includes(rule);
  return new Set(
    Object.entries(categoryOf)
      .filter(isChosen)
      .map(([rule]) => rule as Rule),
  );
}
