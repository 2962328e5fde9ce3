import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The rows below the title, and the column that says how to see it. */
function claims(): readonly (readonly [claim: string, shownBy: string])[] {
  const [, section = ''] = text('README.md').split('\n## The honest comparison\n');
  const [title = [], , ...rows] = (section.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const column = title.indexOf('type this to see it');
  return rows.map((row) => [row[1] ?? '', row[column] ?? '']);
}

/** Why nobody could type it; `undefined` if all is well. */
function fault(shownBy: string): string | undefined {
  const [, page] = /^\[.+\]\((.+)\)$/.exec(shownBy) ?? [];
  if (page !== undefined) return text(page).includes('```') ? undefined : `${page} runs nothing`;
  const [, typed = ''] = /^`(.+)`$/.exec(shownBy) ?? [];
  const [program, command = '', ...words] = typed.split(' ');
  if (program === 'npm') {
    const script = words[0] ?? '';
    if (!(script in (JSON.parse(text('package.json')) as { scripts: object }).scripts)) return `no script ${script}`;
    return script !== 'bench' || existsSync(join(root, `test/bench/${words[2]}.bench.ts`))
      ? undefined
      : 'no such bench';
  }
  const file = `src/commands/${command}.ts`;
  if (program !== 'devgen' || !existsSync(join(root, file))) return 'no command of devgen';
  const flags = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
  const unknown = flags.filter((flag) => !new RegExp(`\\b${flag}'?:`).test(text(file)));
  return unknown.length === 0 ? undefined : `${command} has no --${unknown[0]}`;
}

it('claims nothing in the comparison that nobody can type', () => {
  const all = claims();
  expect(all.length).toBeGreaterThan(10);
  const faults = all.map(([claim, shownBy]) => [claim, fault(shownBy)]).filter(([, why]) => why !== undefined);
  expect(faults).toEqual([]);
});
