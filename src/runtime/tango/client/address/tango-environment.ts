import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Setting {
  readonly value: string;
  /** Where it was found: the variable's name, or the path of the file. */
  readonly from: string;
}

/** Where Tango's settings are looked for: the environment, then these files in order. */
export class TangoEnvironment {
  readonly #variables: Variables;
  readonly #files: readonly string[];

  /** By default this process's environment, `~/.tangorc` and `/etc/tangorc`. */
  constructor(variables: Variables = process.env, files: readonly string[] = settingFiles(variables)) {
    this.#variables = variables;
    this.#files = files;
  }

  find(name: string): Setting | undefined {
    const value = this.#variables[name];
    if (value !== undefined && value.trim() !== '') return { value: value.trim(), from: name };
    for (const file of this.#files) {
      const setting = settingIn(textOf(file), name);
      if (setting !== undefined) return { value: setting, from: file };
    }
    return undefined;
  }
}

function settingFiles(variables: Variables): readonly string[] {
  return [join(variables['HOME'] ?? homedir(), '.tangorc'), '/etc/tangorc'];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Absent or unreadable counts as empty, as in every Tango client.
    return '';
  }
}

/** The value in `NAME = value` lines: names in any case, `#` begins a comment, quotes are taken off. */
function settingIn(text: string, name: string): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    const [head, ...rest] = line.replace(/#.*/, '').split('=');
    if (rest.length === 0 || head?.trim().toUpperCase() !== name) continue;
    const value = rest
      .join('=')
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim();
    if (value !== '') return value;
  }
  return undefined;
}
