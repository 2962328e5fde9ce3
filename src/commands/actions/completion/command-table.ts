import { readFile } from 'node:fs/promises';

/** What is known of a flag without loading its command. */
export interface ListedFlag {
  readonly type: 'boolean' | 'option';
  readonly char?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly options?: readonly string[];
  readonly helpValue?: string;
}

export interface ListedArgument {
  readonly multiple?: boolean;
  readonly options?: readonly string[];
}

export interface ListedCommand {
  readonly summary?: string;
  readonly args: Readonly<Record<string, ListedArgument>>;
  readonly flags: Readonly<Record<string, ListedFlag>>;
}

/** By what is typed: `templates eject`. */
export type CommandTable = ReadonlyMap<string, ListedCommand>;

const manifest = new URL('../../../../oclif.manifest.json', import.meta.url);

/** The commands as the package lists them for oclif, so that none of them is loaded. */
export async function commandTable(): Promise<CommandTable> {
  const { commands } = JSON.parse(await readFile(manifest, 'utf8')) as {
    readonly commands: Readonly<Record<string, ListedCommand>>;
  };
  return new Map(Object.entries(commands).map(([id, command]) => [id.replaceAll(':', ' '), command]));
}
