import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './arrows.ts';

const page = readFileSync(join(root, 'docs/reference/epics-conformance.md'), 'utf8');

interface Row {
  readonly id: string;
  readonly tests: readonly (readonly [file: string, name: string])[];
  /** Nothing but documentation holds it. */
  readonly isOnlyALine: boolean;
}

const rows = Array.from(page.matchAll(/^\| ([A-Z]\d+) \| [^|]+ \| ([^|]+) \|$/gm), ([, id, cell]): Row => {
  const tests = Array.from(cell!.matchAll(/`(test\/[^`]+)` \*([^*]+)\*/g), ([, file, name]) => [file!, name!] as const);
  return { id: id!, tests, isOnlyALine: cell!.startsWith('only [a line](') };
});

/** What tests of a file are called, as it is written there. */
function namesIn(file: string): ReadonlySet<string> {
  const text = readFileSync(join(root, file), 'utf8');
  const names = text.matchAll(/\b(?:it|test)(?:\.each\([^]*?\))?\(\s*(['"`])((?:(?!\1)[^\\]|\\.)+)\1/g);
  return new Set(Array.from(names, ([, , name]) => name!));
}

function numbers(letter: string, last: number): readonly string[] {
  return Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
}

describe('what EPICS behaviour is held by tests', () => {
  it('lists every number once', () => {
    expect(rows.map(({ id }) => id)).toEqual([...numbers('E', 20), ...numbers('T', 22)]);
  });

  it.each(rows)('names tests that exist: $id', ({ tests, isOnlyALine }) => {
    expect(tests.length > 0).toBe(!isOnlyALine);
    for (const [file, name] of tests) {
      expect(existsSync(join(root, file)), file).toBe(true);
      expect([...namesIn(file)], file).toContain(name);
    }
  });

  it('is no more than a line in one of ten at most', () => {
    const lines = rows.filter(({ isOnlyALine }) => isOnlyALine);
    expect(lines.length).toBeLessThanOrEqual(rows.length / 10);
  });
});
