import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { type Rule, rules } from '../../src/model/diff/rules.ts';
import { validated } from '../schemas/validator.ts';
import { blocksOf } from './blocks.ts';

const file = resolve(import.meta.dirname, '../../docs/reference/rules.md');

it('prints the table of rules, each with its severity and meaning, and no other', () => {
  const printed = Array.from(readFileSync(file, 'utf8').matchAll(/^\| `(\w+)` \| (\w+) \| (.+) \|$/gm), (row) =>
    row.slice(1),
  );
  const rows = (Object.keys(rules) as Rule[]).flatMap((rule) =>
    (['breaking', 'compatible'] as const).flatMap((severity) => {
      const meaning = rules[rule][severity];
      return meaning === undefined ? [] : [[rule, severity, meaning]];
    }),
  );
  expect(rows.length).toBeGreaterThan(30);
  expect(printed).toEqual(rows);
});

it('shows a difference that the schemas accept', () => {
  const [block] = blocksOf(file).filter(({ language }) => language === 'json');
  const findings: unknown[] = [JSON.parse(block?.text ?? '')];
  const before = { kind: 'commit', ref: 'main', commit: '0'.repeat(40) };
  const diff = { ok: true, exit: 6, package: 'x', dir: 'x', before, after: { kind: 'lock' }, compared: 1, findings };
  expect(validated('diff', JSON.stringify({ ...diff, warnings: [] }))['findings']).toEqual(findings);
});
