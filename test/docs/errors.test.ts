import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, type FindingRule } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { docsOf } from '../../src/report/failure.ts';

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

describe('the pages of families', () => {
  const folder = join(root, 'docs/reference/errors');
  const listed = new Set(
    Array.from(page.matchAll(/`([A-Z]+\.[A-Z_]+)`|^\| `([A-Z_]+)` \|/gm), ([, a, b]) => (a ?? b)!),
  );

  /** The text below each heading that is a code. */
  function sectionsOf(file: string): Map<string, string> {
    const text = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
    return new Map(
      text.split(/^## /m).flatMap((part) => {
        const [, code, rest] = /^`([A-Z_.]+)`\n([^]*)$/.exec(part) ?? [];
        return code === undefined || rest === undefined ? [] : [[code, rest] as const];
      }),
    );
  }

  it('have a section for every code that is listed, with its causes and what to do', () => {
    expect(listed.size).toBeGreaterThan(90);
    const wanting = [...listed].flatMap((code) => {
      const [file = ''] = docsOf(code).split('#');
      const section = sectionsOf(file).get(code);
      if (section === undefined) return [`add "## \`${code}\`" to ${file}: what it means, **Causes.**, **Do.**`];
      const lacking = ['**Causes.** ', '**Do.** '].filter((lead) => !section.includes(lead));
      return lacking.map((lead) => `add a paragraph "${lead}…" to ${docsOf(code)}`);
    });
    expect(wanting).toEqual([]);
  });

  it('are those that the list links to, each with codes of its own family that are listed', () => {
    const names = readdirSync(folder).toSorted();
    const linked = Array.from(page.matchAll(/\]\(errors\/([a-z]+\.md)\)/g), ([, name]) => name!);
    expect(linked.toSorted(), 'the links at the top of docs/reference/errors.md').toEqual(names);
    for (const name of names) {
      const file = `docs/reference/errors/${name}`;
      const codes = [...sectionsOf(file).keys()];
      expect(codes.length, file).toBeGreaterThan(0);
      expect(
        codes.filter((code) => !listed.has(code) && !code.startsWith('FILE.')),
        `${file}: no such code`,
      ).toEqual([]);
      expect(
        codes.filter((code) => !docsOf(code).startsWith(`${file}#`)),
        `${file}: of another family`,
      ).toEqual([]);
    }
  });

  it('explain the refusals of a file system that a failure names one by one', () => {
    const sections = [...sectionsOf('docs/reference/errors/file.md').keys()];
    expect(sections.length).toBeGreaterThan(2);
    for (const code of sections)
      expect(docsOf(code)).toBe(`docs/reference/errors/file.md#${code.replace('.', '')}`.toLowerCase());
    expect(docsOf('FILE.EISDIR')).toBe('docs/reference/errors/file.md');
  });

  it('are what a failure names, at the anchor that the heading has', () => {
    expect(docsOf('CONNECT.TOO_MANY_FILES')).toBe('docs/reference/errors/connect.md#connecttoo_many_files');
    expect(docsOf('NOT_CONNECTED')).toBe('docs/reference/errors/general.md#not_connected');
  });
});
