import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf, exitCodes, type ExitReason } from '../../src/report/exit-code.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/reference/cli.md'), 'utf8');

/** What oclif reads of a command. */
interface Command {
  readonly flags?: object;
  readonly baseFlags?: object;
  readonly args?: object;
  readonly enableJsonFlag?: boolean;
}

/** By what is typed: `templates eject` is `src/commands/templates/eject.ts`. */
const commands = new Map<string, Command>();

beforeAll(async () => {
  const folder = join(root, 'src/commands');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /^(?!(actions|base|hooks)\/).*\.ts$/.test(name)).toSorted()) {
    const module = (await import(join(folder, file))) as { readonly default: Command };
    commands.set(file.slice(0, -'.ts'.length).replaceAll('/', ' '), module.default);
  }
});

/** The names in the first column of the rows below a heading, as they are typed. */
function rows(heading: string): string[] {
  const [, section = ''] = page.split(`${heading}\n`);
  const [part = ''] = section.split('\n## ');
  return Array.from(part.matchAll(/^\| (.*?) \|/gm), ([, cell]) => cell!).filter((cell) => cell.startsWith('`'));
}

function reasonOf(code: number): ExitReason {
  return (Object.keys(exitCodes) as ExitReason[]).find((reason) => exitCodes[reason] === code)!;
}

describe('docs/reference/cli.md', () => {
  it('has a row for each command, with the arguments and flags that it takes', () => {
    const typed = rows('# The command line').map((cell) => cell.replaceAll(/^`devgen |`$/g, ''));
    const names = [...commands.keys()];
    expect(names.length).toBeGreaterThan(10);
    const nameOf = (row: string): string => names.find((name) => `${row} `.startsWith(`${name} `)) ?? row;
    expect([...new Set(typed.map(nameOf))].toSorted(), 'a row, a command').toEqual(names);
    for (const row of typed) {
      const { args = {}, flags = {} } = commands.get(nameOf(row)) ?? {};
      const [first = '', ...words] = row
        .slice(nameOf(row).length)
        .trim()
        .split(/ (?=--)/);
      const taken = [first, ...words].flatMap((word) => /^--([a-z-]+)/.exec(word)?.[1] ?? []);
      expect(
        taken.filter((flag) => !(flag in flags)),
        row,
      ).toEqual([]);
      if (first !== '' && !first.startsWith('--')) expect(Object.keys(args).length, row).toBeGreaterThan(0);
    }
  });

  it('names every flag, and no other', () => {
    const known = new Set([...commands.values()].flatMap(({ flags = {} }) => Object.keys(flags)));
    expect(known.size).toBeGreaterThan(6);
    // Of other programs than devgen the page may name what it likes.
    const spans = Array.from(page.matchAll(/`([^`\n]+)`/g), ([, span]) => span!.replace(/^devgen /, ''));
    const ours = spans.filter((span) => /^--?[a-z]/.test(span) || commands.has(span.split(' ')[0]!));
    const named = new Set(ours.flatMap((span) => Array.from(span.matchAll(/--([a-z][a-z-]*)/g), ([, flag]) => flag!)));
    const common = new Set([...commands.values()].flatMap(({ baseFlags = {} }) => Object.keys(baseFlags)));
    expect(
      [...known].filter((flag) => !named.has(flag)),
      'add these flags to the page',
    ).toEqual([]);
    const unknown = [...named].filter((flag) => !known.has(flag) && !common.has(flag));
    expect(unknown.filter((flag) => flag !== 'json' && flag !== 'help')).toEqual([]);
  });

  it('has the table of flags that all commands take', () => {
    const listed = rows('## Flags of every command').flatMap((cell) => /--([a-z]+)/.exec(cell)?.[1] ?? []);
    for (const [name, { baseFlags = {} }] of commands)
      expect(['json', ...Object.keys(baseFlags)].toSorted(), name).toEqual(listed.toSorted());
    const withoutJson = [...commands].filter(
      ([, { flags = {}, enableJsonFlag }]) => !enableJsonFlag && !('json' in flags),
    );
    expect(withoutJson.map(([name]) => name)).toEqual(['help', 'repl']);
  });

  it('says which exit code is told where several hold', () => {
    const [, list = ''] = /the first of ([\d, ]+) is told/.exec(page) ?? [];
    const order = list.split(', ').map(Number);
    expect(order.toSorted()).toEqual(
      Object.values(exitCodes)
        .filter((code) => code !== 0)
        .toSorted(),
    );
    for (const [index, code] of order.entries())
      expect(exitCodeOf(order.slice(index).toReversed().map(reasonOf))).toBe(code);
  });
});
