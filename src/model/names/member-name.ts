import { compareText } from '../lock/canonical.ts';
import { freeName } from './free-name.ts';
import type { Naming } from '../merge/pulled.ts';
import { isIdentifier, usableLetters } from './letters.ts';
import { isReservedMember } from './reserved.ts';
import { camelCase } from './words.ts';

export interface Nameless {
  /** Wire key. */
  readonly key: string;
  readonly source: string;
  readonly command: boolean;
}

/** The name that a wire name asks for, whoever else asks for it. */
export function memberName(source: string, naming: Naming): string {
  return sound(asked(source, naming));
}

/** Before it is made one that a class can have. */
function asked(source: string, naming: Naming): string {
  if (naming === 'camel') return camelName(source);
  const name = usableLetters(source, '_');
  return name === source ? name : `${name}_`;
}

function sound(name: string): string {
  const identifier = isIdentifier(name) ? name : `_${name}`;
  return isReservedMember(identifier) ? `${identifier}_` : identifier;
}

/**
 * Names for the members of a control-system class. Those given before stay; the newcomers are named in the order of
 * their wire keys, a command after the attributes, so that the order of arrival decides nothing.
 */
export function nameMembers(
  members: Iterable<Nameless>,
  given: ReadonlyMap<string, string>,
  naming: Naming,
): ReadonlyMap<string, string> {
  const names = new Map(given);
  const known = new Set(given.values());
  const fresh = [...members].filter(({ key }) => !known.has(key)).toSorted((a, b) => compareText(a.key, b.key));
  const late: Nameless[] = [];
  for (const member of fresh) {
    const name = memberName(member.source, naming);
    if (member.command || names.has(name)) late.push(member);
    else names.set(name, member.key);
  }
  for (const member of late.toSorted((a, b) => Number(a.command) - Number(b.command))) {
    const name = asked(member.source, naming);
    const base = member.command && names.has(sound(name)) ? `${name}Command` : name;
    names.set(
      freeName(base, (candidate) => names.has(candidate), sound),
      member.key,
    );
  }
  return names;
}

/** Underscores and dollars around a name belong to it: without them `__proto__` would be another name. */
function camelName(source: string): string {
  const before = /^[_$]*/.exec(source)?.[0] ?? '';
  const after = /_*$/.exec(source.slice(before.length))?.[0] ?? '';
  return before + camelCase(source) + after;
}
