import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ts } from 'ts-morph';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { isUsualForm } from '../../src/reader/usual-form.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { hostileLock } from '../render/hostile.ts';

const locks = join(import.meta.dirname, '../fixtures/locks');

/** What the default templates make of every lock of the fixtures, and of a hostile facility. */
let texts: ReadonlyMap<string, string>;
beforeAll(async () => {
  const all = new Map<string, string>();
  const add = async (from: string, lock: ReturnType<typeof hostileLock>): Promise<void> => {
    for (const [path, { text }] of renderPackage(lock, { package: '@x/y' }))
      if (path.endsWith('.ts')) all.set(`${from}/${path}`, text);
  };
  for (const file of readdirSync(locks)) await add(file, parseLock(readFileSync(join(locks, file), 'utf8'), file));
  await add('hostile', hostileLock());
  texts = all;
});

function parses(text: string): boolean {
  const { parseDiagnostics } = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022) as unknown as {
    parseDiagnostics: readonly unknown[];
  };
  return parseDiagnostics.length === 0;
}

describe('the usual form', () => {
  it('is that of every file of the default templates whose names are of ASCII letters', () => {
    const others = [...texts].filter(([, text]) => !isUsualForm(text));
    expect(texts.size - others.length).toBeGreaterThan(25);
    // A member `überdruck`: TypeScript says whether that is a name.
    expect(others.filter(([, text]) => !text.includes('überdruck')).map(([path]) => path)).toEqual([]);
  });

  it.each([
    'export const class = [] as const;\n',
    "export const a = ['it's'] as const;\n",
    "export const a = ['\\x'] as const;\n",
    "import { typeof } from 'a';\n",
    '/** a */ b */\n',
    '/**\n * a */\n * b\n */\n',
    'export interface A {\n  readonly a: B<>;\n}\n',
    'export interface A {\n  readonly a: B<C, >;\n}\n',
    'export interface A {\n  readonly a: readonly (B | null)[;\n}\n',
    'export type A =;\n',
  ])('is not that of %j', (text) => {
    expect(isUsualForm(text)).toBe(false);
  });

  it('is never that of a text that TypeScript does not parse', () => {
    const usual = [...texts.values()].filter((text) => isUsualForm(text) && text.length < 6_000);
    const words = [...new Set(usual.flatMap((text) => text.match(/\w+|[^\w\s]|\s+/g) ?? []))];
    const odd = [
      'class',
      'await',
      'yield',
      'enum',
      '`',
      '\\',
      '*/',
      '/*',
      '//',
      '#',
      '@',
      '\u2028',
      '\r',
      '0',
      '\0',
      'as',
      '?.',
    ];
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.nat({ max: 3 }),
      put: fc.array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...odd)), { maxLength: 2 }),
    });
    let [taken, broken] = [0, 0];
    fc.assert(
      fc.property(fc.constantFrom(...usual), fc.array(edit, { minLength: 1, maxLength: 2 }), (text, edits) => {
        const tokens = text.match(/\w+|[^\w\s]|\s+/g) ?? [];
        for (const { at, cut, put } of edits) tokens.splice(at % tokens.length, cut, ...put);
        const edited = tokens.join('');
        const parsed = parses(edited);
        if (!parsed) broken += 1;
        if (!isUsualForm(edited)) return true;
        taken += 1;
        return parsed;
      }),
      { numRuns: Number(process.env['DEVGEN_FUZZ'] ?? 4_000) },
    );
    // Both kinds were tried.
    expect(Math.min(taken, broken)).toBeGreaterThan(100);
  });
});
