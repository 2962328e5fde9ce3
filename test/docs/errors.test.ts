import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, type FindingRule } from '@devgen/runtime';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/reference/errors.md'), 'utf8');

/** Error codes in the text of a program: written whole, or their last part as the argument of a maker. */
function codesIn(text: string): string[] {
  const whole = text.matchAll(
    /'((?:ADDRESS|ADOPT|CA|CALL|CONFIG|CONNECT|DB|DEVICE|EPICS|EXTEND|GIT|LINK|LOCK|MEMBER|OVERLAY|PANDA|PUBLISH|PVA|PVI|REGISTRY|SETTINGS|SOURCE|TANGO|TEMPLATE|USAGE|USES|VALUE)\.[A-Z_]+)'/g,
  );
  const parts = text.matchAll(/\b(lock|publish)Error\(\s*'([A-Z_]+)'/g);
  return [
    ...Array.from(whole, ([, code]) => code!),
    ...Array.from(parts, ([, maker, part]) => `${maker!.toUpperCase()}.${part}`),
  ];
}

/** Those that stand for a finding of the comparison are made of its rule. */
function codesOfFindings(): string[] {
  const text = readFileSync(join(root, 'src/runtime/core/compare/finding.ts'), 'utf8');
  const rules = Array.from(text.matchAll(/^ {2}\| '([A-Z_]+)'/gm), ([, rule]) => rule as FindingRule);
  return rules.map((rule) => codeOf({ rule, severity: 'error', member: '', source: '' }));
}

function sources(): string[] {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts') && !name.split('/').includes('dist'));
}

it('lists every error code of the programs, and no other', () => {
  const files = sources();
  expect(files.length).toBeGreaterThan(200);
  const texts = files.map((name) => readFileSync(join(root, 'src', name), 'utf8'));
  const used = new Set([...texts.flatMap(codesIn), ...codesOfFindings()]);
  expect(used.size).toBeGreaterThan(40);
  const listed = new Set(Array.from(page.matchAll(/`([A-Z]+\.[A-Z_]+)`/g), ([, code]) => code!));
  expect([...used].filter((code) => !listed.has(code)).toSorted()).toEqual([]);
  expect([...listed].filter((code) => !used.has(code) && !code.startsWith('FILE.')).toSorted()).toEqual([]);
});
