import type { Candidate, Kind } from './candidate.ts';
import type { CommandTable, ListedFlag } from './command-table.ts';
import { fitting } from './fitting.ts';
import { flagOf, type Typed, typed } from './typed.ts';

/** By command and argument. */
export const ARGUMENTS: Readonly<Record<string, Kind>> = {
  'adopt file': 'file',
  'diff ref': 'reference',
  'extend class': 'class',
  'extend file': 'file',
  // The commands themselves.
  'help command': 'none',
  'init url': 'none',
  'ls glob': 'device',
  'pull glob': 'device',
  'rename new': 'none',
  'rename old': 'member',
  'repl name': 'device',
  'show name': 'shown',
  'templates eject name': 'template',
};

/** Finds the names of a kind that could go on from what is written; `config` is the value of `--config`. */
export type NamesOf = (kind: Kind, written: string, config: string | undefined) => Promise<readonly Candidate[]>;

/** The words that could stand in place of the last one. */
export async function candidates(
  words: readonly string[],
  table: CommandTable,
  namesOf: NamesOf,
): Promise<readonly Candidate[]> {
  const current = words.at(-1) ?? '';
  const before = typed(words.slice(0, -1), table);
  const values = (flag: ListedFlag, written: string): Promise<readonly Candidate[]> =>
    flag.options !== undefined
      ? Promise.resolve(flag.options.map((value) => ({ value })))
      : namesOf(KIND_OF_VALUE[flag.helpValue ?? ''] ?? 'none', written, before.config);
  if (before.awaits !== undefined) return fitting(current, await values(before.awaits, current));
  if (current.startsWith('-') && !before.onlyArgs) {
    const [written = '', value] = current.split(/=(.*)/s);
    const flag = value === undefined ? undefined : flagOf(before.command, written)?.flag;
    if (value === undefined || flag === undefined) return fitting(current, flagsOf(before));
    const found = fitting(value, await values(flag, value));
    return found.map((one) => ({ ...one, value: `${written}=${one.value}` }));
  }
  if (before.command === undefined) return fitting(current, commandsOf(before.name, table));
  if (before.name === 'help') return fitting(current, commandsOf(before.args.join(' '), table));
  return fitting(current, await argumentsOf(before, current, namesOf));
}

const KIND_OF_VALUE: Readonly<Record<string, Kind>> = {
  FILE: 'file',
  FOLDER: 'folder',
  '[TSCONFIG.json]': 'file',
};

function flagsOf({ command, flags }: Typed): readonly Candidate[] {
  const own = Object.entries(command?.flags ?? {}).filter(([name]) => !flags.has(name));
  return [
    ...own.map(([name, { summary, description }]) => aboutIt(`--${name}`, summary ?? description)),
    aboutIt('--help', 'What the command does, with examples.'),
  ];
}

/** The commands, or those of a topic. */
function commandsOf(name: string, table: CommandTable): readonly Candidate[] {
  const topic = name === '' ? '' : `${name} `;
  const found = new Map<string, Candidate>();
  for (const [typedAs, { summary }] of table) {
    if (!typedAs.startsWith(topic)) continue;
    const [word = '', more] = typedAs.slice(topic.length).split(' ');
    found.set(word, aboutIt(word, more === undefined ? summary : `${word} ${more}`));
  }
  return [...found.values()];
}

async function argumentsOf({ command, name, args, config }: Typed, written: string, namesOf: NamesOf) {
  const listed = Object.entries(command?.args ?? {});
  const last = listed.at(-1);
  const [argument, { options = undefined } = {}] =
    listed[args.length] ?? (last?.[1].multiple === true ? last : (['', {}] as const));
  if (options !== undefined) return options.map((value) => ({ value }));
  const found = await namesOf(ARGUMENTS[`${name} ${argument}`] ?? 'none', written, config);
  return found.filter(({ value }) => !args.includes(value));
}

function aboutIt(value: string, about: string | undefined): Candidate {
  return { value, ...(about !== undefined && { about }) };
}
