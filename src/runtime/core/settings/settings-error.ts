import { DevgenError, whyOf, type ErrorFacts } from '../contract/errors.ts';
import { MembersError } from '../support/members-error.ts';
import { printable } from '../support/printable.ts';
import { splitPath } from './path.ts';

/** Settings that could not be saved or restored, by path. The message is the tree of them. */
export class SettingsError extends MembersError {
  /** Paths of what was written, in order. */
  readonly written: readonly string[];
  /** Paths of what is still to be written: a phase before them failed. */
  readonly left: readonly string[];

  constructor(
    title: string,
    code: string,
    errors: ReadonlyMap<string, DevgenError>,
    done: { readonly written?: readonly string[]; readonly left?: readonly string[] } = {},
  ) {
    const hint = [...errors.values()].find((error) => error.hint !== undefined)?.hint;
    const facts: ErrorFacts = { code, hint };
    super([title, ...treeOf(errors)].join('\n'), facts, errors);
    this.name = 'SettingsError';
    this.written = done.written ?? [];
    this.left = done.left ?? [];
  }
}

/** A line a device, and below it a line a member. */
function treeOf(errors: ReadonlyMap<string, DevgenError>): string[] {
  const groups = new Map<string, string[]>();
  for (const [path, error] of errors) {
    const [parent, name] = splitPath(path);
    const lines = groups.get(parent) ?? [];
    groups.set(parent, lines);
    const [first = '', ...more] = `${error.code} ${whyOf(error)}`.split('\n');
    lines.push(`${printable(name)}: ${first}`, ...more.map((line) => `  ${line}`));
  }
  return [...groups].flatMap(([parent, lines]) => {
    if (parent === '') return lines.map((line) => `  ${line}`);
    return [`  ${printable(parent)}`, ...lines.map((line) => `    ${line}`)];
  });
}
