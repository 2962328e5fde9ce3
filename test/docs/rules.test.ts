import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { type Category, categories, categoryOf } from '../../src/model/diff/categories.ts';
import { type Rule, rules } from '../../src/model/diff/rules.ts';
import { validated } from '../schemas/validator.ts';
import { blocksOf } from './blocks.ts';

const file = resolve(import.meta.dirname, '../../docs/reference/rules.md');

const page = readFileSync(file, 'utf8');

/** The cells of every row of the table with this heading. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, table = ''] = page.split(`\n${heading}\n`);
  const rows = table.split('\n\n')[0]?.split('\n').slice(1) ?? [];
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

it('prints the table of rules, each with its category, severity and meaning, and no other', () => {
  const printed = rowsBelow('| rule | category | severity | means |');
  const rows = (Object.keys(rules) as Rule[]).flatMap((rule) =>
    (['breaking', 'compatible'] as const).flatMap((severity) => {
      const meaning = rules[rule][severity];
      const category = severity === 'breaking' ? (categoryOf[rule] ?? '') : '';
      return meaning === undefined ? [] : [[rule, category, severity, meaning.replaceAll('`', '')]];
    }),
  );
  expect(rows.length).toBeGreaterThan(30);
  expect(printed).toEqual(rows);
});

it('prints the categories, each with the one that it holds', () => {
  const names = Object.keys(categories) as Category[];
  expect(rowsBelow('| category | holds | a break of it |')).toEqual(
    names.map((name, at) => [name, names[at + 1] ?? '', categories[name].replaceAll('`', '')]),
  );
});

it('shows a difference that the schemas accept', () => {
  const [block] = blocksOf(file).filter(({ language }) => language === 'json');
  const findings: unknown[] = [JSON.parse(block?.text ?? '')];
  const before = { kind: 'commit', ref: 'main', commit: '0'.repeat(40) };
  const diff = {
    ok: true,
    exit: 6,
    package: 'x',
    dir: 'x',
    before,
    after: { kind: 'lock' },
    compared: 1,
    findings,
    version: { level: 'major' },
  };
  expect(validated('diff', JSON.stringify({ ...diff, warnings: [] }))['findings']).toEqual(findings);
});
