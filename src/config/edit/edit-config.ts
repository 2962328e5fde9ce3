import { isDeepStrictEqual } from 'node:util';
import { LineCounter, type Node, parseDocument } from 'yaml';
import { ConfigError } from '../config-error.ts';
import { withKey, withoutEntry } from './entry.ts';
import { withValue } from './set-value.ts';
import { spotOf } from './spot.ts';
import { flowPair, nested } from './yaml-text.ts';

/** Of a map, or the index into a list, which must be there. */
export type Key = string | number;

/** A value to write at a path of keys. */
export interface SetValue {
  readonly path: readonly Key[];
  readonly value: string | boolean | readonly string[];
}

/** Another name for the last key of a path. */
export interface RenameKey {
  readonly path: readonly Key[];
  readonly key: string;
}

/** An entry to take out, with the entries that would be empty without it. */
export interface RemoveEntry {
  readonly path: readonly Key[];
  readonly remove: true;
}

export type ConfigEdit = SetValue | RenameKey | RemoveEntry;

/**
 * The text of a config with edits. Nothing else of it changes by a byte: it is a user's own, with comments, order,
 * quotes and line ends as they like them. Throws `CONFIG.EDIT` where a place cannot be written to without that.
 */
export function edited(text: string, edits: readonly ConfigEdit[], file: string): string {
  return edits.reduce((before, edit) => withEdit(before, edit, file), text);
}

function withEdit(text: string, edit: ConfigEdit, file: string): string {
  const lines = new LineCounter();
  const document = parseDocument<Node>(text, { lineCounter: lines });
  const spot = spotOf(document.contents, edit.path);
  const after =
    spot &&
    (isSet(edit) ? withValue(text, spot, edit) : 'key' in edit ? withKey(text, spot, edit) : withoutEntry(text, spot));
  // Whatever the file looks like: it must say what it said, but for the one thing.
  const expected = meant(document.toJS({ mapAsMap: true }), edit.path, edit);
  if (after !== undefined && isDeepStrictEqual(said(after), expected)) return after;
  const { line, col } = lines.linePos(spot?.node?.range?.[0] ?? 0);
  throw new ConfigError('CONFIG.EDIT', `devgen cannot ${taskOf(edit)} in the config`, {
    where: { file, line, column: col },
    why: 'What stands there is shared by an anchor, or of a form that devgen does not edit. Nothing was written.',
    hint: adviceOf(edit),
  });
}

/** What a text says; `undefined` where it says nothing that can be read. */
function said(text: string): unknown {
  const document = parseDocument(text);
  try {
    return document.errors.length === 0 ? document.toJS({ mapAsMap: true }) : undefined;
  } catch {
    // An alias of something that is gone.
    return undefined;
  }
}

function isSet(edit: ConfigEdit): edit is SetValue {
  return 'value' in edit;
}

function taskOf(edit: ConfigEdit): string {
  const path = edit.path.join('.');
  if (isSet(edit)) return `write ${path}`;
  return 'key' in edit ? `rename ${path} to ${edit.key}` : `remove ${path}`;
}

function adviceOf(edit: ConfigEdit): string {
  const [first = '', ...rest] = edit.path.slice(edit.path.findLastIndex((key) => typeof key === 'number') + 1);
  if (isSet(edit)) return `Write it yourself: ${flowPair(String(first), nested(rest, edit.value))}`;
  return `Do it yourself: ${taskOf(edit)}, then run the command again.`;
}

/** What the config says with the edit. */
function meant(of: unknown, [key, ...rest]: readonly Key[], edit: ConfigEdit): unknown {
  if (key === undefined) return isSet(edit) ? edit.value : of;
  if (Array.isArray(of)) return of.map((item, index): unknown => (index === key ? meant(item, rest, edit) : item));
  const map = new Map(of instanceof Map ? (of as Map<unknown, unknown>) : []);
  if (isSet(edit) || rest.length > 0) {
    const inner = meant(map.get(key), rest, edit);
    if ('remove' in edit && inner instanceof Map && inner.size === 0) map.delete(key);
    else map.set(key, inner);
    return map;
  }
  if ('remove' in edit) map.delete(key);
  else if (map.has(key) && !map.has(edit.key)) map.set(edit.key, map.get(key)).delete(key);
  else return undefined;
  return map;
}
