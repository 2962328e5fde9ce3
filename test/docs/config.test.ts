import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'docs/reference');

interface Value {
  readonly key: string;
  readonly value: string;
}

/** What a schema says of the values of its keys. */
function valuesIn(schema: unknown, key = ''): Value[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, below]): Value[] => {
    if (name === 'enum') return (below as readonly string[]).map((value) => ({ key, value }));
    if ((name === 'const' || name === 'default') && typeof below === 'string') return [{ key, value: below }];
    if (name !== 'properties') return valuesIn(below, key);
    return Object.entries(below as object).flatMap(([property, of]) => valuesIn(of, property));
  });
}

/** The row, and the pages of the reference that it sends its reader to. */
function told(row: string): string {
  const linked = Array.from(row.matchAll(/\]\(([\w-]+\.md)/g), ([, name]) => join(folder, name!));
  return [row, ...linked.filter(existsSync).map((file) => readFileSync(file, 'utf8'))].join('\n');
}

it('docs/reference/config.md tells, in the row of each key, the values and the default that the schema names', () => {
  const schema: unknown = JSON.parse(readFileSync(join(root, 'schemas/config.schema.json'), 'utf8'));
  const page = readFileSync(join(folder, 'config.md'), 'utf8');
  const rows = Array.from(page.matchAll(/^\| (`.*?) \| .*$/gm), ([row, first = '']) => ({
    keys: Array.from(first.matchAll(/(\w+)(?:\[\])?`/g), ([, key]) => key!),
    text: told(row),
  }));
  const values = valuesIn(schema);
  expect(values.length).toBeGreaterThan(6);
  const wanting = values.filter(
    ({ key, value }) => !rows.some(({ keys, text }) => keys.includes(key) && text.includes(`\`${value}\``)),
  );
  expect(wanting).toEqual([]);
});
