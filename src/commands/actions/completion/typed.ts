import type { CommandTable, ListedCommand, ListedFlag } from './command-table.ts';

/** What the words before the cursor say of the one at it. */
export interface Typed {
  /** `undefined` before it is clear. */
  readonly command: ListedCommand | undefined;
  /** As typed, `templates` when only that is. */
  readonly name: string;
  /** The flag whose value is next. */
  readonly awaits: ListedFlag | undefined;
  readonly flags: ReadonlySet<string>;
  readonly args: readonly string[];
  /** Behind `--` nothing is a flag. */
  readonly onlyArgs: boolean;
  /** From `--config`. */
  readonly config: string | undefined;
}

export function typed(words: readonly string[], table: CommandTable): Typed {
  const flags = new Set<string>();
  const args: string[] = [];
  let name = '';
  let config: string | undefined;
  let awaits: { readonly name: string; readonly flag: ListedFlag } | undefined;
  let onlyArgs = false;
  for (const word of words) {
    const command = table.get(name);
    if (awaits !== undefined) {
      if (awaits.name === 'config') config = word;
      awaits = undefined;
    } else if (!onlyArgs && word === '--') onlyArgs = true;
    else if (!onlyArgs && word.startsWith('-') && word !== '-') {
      const [written = '', value] = word.split(/=(.*)/s);
      const found = flagOf(command, written);
      if (found === undefined) continue;
      flags.add(found.name);
      if (found.name === 'config' && value !== undefined) config = value;
      if (found.flag.type === 'option' && value === undefined) awaits = found;
    } else if (command === undefined) name = `${name} ${word}`.trim();
    else args.push(word);
  }
  return { command: table.get(name), name, awaits: awaits?.flag, flags, args, onlyArgs, config };
}

/** The flag as written, `--config` or `-c`. */
export function flagOf(
  command: ListedCommand | undefined,
  written: string,
): { readonly name: string; readonly flag: ListedFlag } | undefined {
  const [name, flag] =
    Object.entries(command?.flags ?? {}).find(
      ([long, { char }]) => written === `--${long}` || (char !== undefined && written === `-${char}`),
    ) ?? [];
  return name === undefined || flag === undefined ? undefined : { name, flag };
}
