import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

interface Value {
  readonly key: string;
  readonly word: 'enum' | 'const' | 'default';
  readonly value: string;
}

/** What a schema says of the values of its keys. */
function valuesIn(schema: unknown, key = ''): Value[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, below]): Value[] => {
    if (name === 'enum') return (below as readonly string[]).map((value) => ({ key, word: name, value }));
    if ((name === 'const' || name === 'default') && typeof below === 'string')
      return [{ key, word: name, value: below }];
    if (name !== 'properties') return valuesIn(below, key);
    return Object.entries(below as object).flatMap(([property, of]) => valuesIn(of, property));
  });
}

it('docs/reference/config.md has each value that the schema names, and each default in the last column', () => {
  const schema: unknown = JSON.parse(readFileSync(join(root, 'schemas/config.schema.json'), 'utf8'));
  const page = readFileSync(join(root, 'docs/reference/config.md'), 'utf8');
  const rows = Array.from(
    page.matchAll(/^\| (`.*?) \| (.*) \| (.*?) \|$/gm),
    ([, keys = '', meaning = '', fallback = '']) => ({
      keys: Array.from(keys.matchAll(/[\w.]*?(\w+)`/g), ([, key]) => key),
      meaning,
      fallback,
    }),
  );
  const values = valuesIn(schema);
  expect(values.length).toBeGreaterThan(6);
  const wanting = values.filter(({ key, word, value }) => {
    const row = rows.find(({ keys }) => keys.includes(key));
    return !(word === 'default' ? row?.fallback : row?.meaning)?.includes(`\`${value}\``);
  });
  expect(wanting).toEqual([]);
});
