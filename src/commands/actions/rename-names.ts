import { DevgenError } from '@devgen/runtime/contract';
import { nearest } from '../../config/nearest.ts';
import type { Lock, LockClass } from '../../model/lock/lock.ts';
import { retiredClasses } from '../../model/merge/merge-report.ts';
import { memberName } from '../../model/names/member-name.ts';
import { isReservedType } from '../../model/names/reserved.ts';
import { typeName } from '../../model/names/type-name.ts';
import { isIdentifier } from '../../model/names/letters.ts';

/** Throws `USAGE.NAME_UNKNOWN`. */
export function knownClass(lock: Lock, name: string, to: string): LockClass {
  const of = lock.classes.get(name);
  if (of !== undefined) return of;
  const meant = nearest(name, lock.classes.keys());
  const was = lock.ledger.classes.has(name) ? '\nA class had this name once; it is kept and belongs to none.' : '';
  const next = meant === undefined ? 'devgen ls' : `devgen rename ${meant} ${to}`;
  throw unknown(`The lock has no class ${name}${was}`, meant, next);
}

/** Throws `USAGE.NAME_UNKNOWN`. */
export function knownMember(lock: Lock, className: string, member: string, to: string): void {
  const of = lock.classes.get(className);
  const names = [...(lock.ledger.members.get(of?.id ?? '') ?? [])];
  const own = names.flatMap(([name, key]) => (of?.members.has(key) ? [name] : []));
  if (own.includes(member)) return;
  const meant = nearest(member, own);
  const next = meant === undefined ? `devgen show ${className}` : `devgen rename ${className}.${meant} ${to}`;
  throw unknown(`The class ${className} has no member ${member}`, meant && `${className}.${meant}`, next);
}

function unknown(what: string, meant: string | undefined, hint: string): DevgenError {
  const text = meant === undefined ? what : `${what}\nDid you mean ${meant}?`;
  return new DevgenError(text, { code: 'USAGE.NAME_UNKNOWN', hint });
}

/** Throws `USAGE.NAME_INVALID`, or `USAGE.NAME_TAKEN`: only a name that nobody uses may be given. */
export function refuseClassName(lock: Lock, from: string, to: string): void {
  if (!isIdentifier(to) || /^[\p{Ll}$]/u.test(to))
    throw invalid(
      `${JSON.stringify(to)} is no name for a class: it takes letters and digits, a capital first`,
      from,
      typeName(to),
    );
  if (isReservedType(to)) throw invalid(`${to} is a name that generated files use themselves`, from, `${to}_`);
  if (from === to) throw taken(`${from} has this name already`, 'devgen ls');
  const type = lock.ledger.types.get(to);
  if (type !== undefined && type[0] !== from && type[0] !== to)
    throw taken(`${to} is the name of a type: ${typeOwner(type)}`, `devgen rename ${from} OTHER`);
  const of = lock.classes.get(to);
  if (of === undefined) return;
  const other = lock.classes.get(from);
  if (!retiredClasses(lock).includes(to))
    throw taken(`${to} is the name of another class, which is in use`, `devgen rename ${to} OTHER`);
  if (of.id !== other?.id || (of.interfaces ?? other.interfaces) !== undefined || isReferred(lock, to))
    throw taken(`${to} is the name of a retired class that ${from} cannot replace`, 'devgen prune');
}

/** Throws as {@link refuseClassName} does. */
export function refuseMemberName(lock: Lock, className: string, from: string, to: string): void {
  const names = lock.ledger.members.get(lock.classes.get(className)?.id ?? '');
  if (!isIdentifier(to))
    throw invalid(`${JSON.stringify(to)} is no name for a member`, `${className}.${from}`, memberName(to, 'camel'));
  if (memberName(to, 'wire') !== to)
    throw invalid(`${to} is a name that no member can have`, `${className}.${from}`, memberName(to, 'wire'));
  if (from === to) throw taken(`${className}.${from} has this name already`, `devgen show ${className}`);
  const key = names?.get(to);
  if (key !== undefined)
    throw taken(
      `${to} is the name of ${JSON.stringify(key)} in the classes of the same devices`,
      `devgen show ${className}`,
    );
}

function typeOwner([first = '', ...rest]: readonly string[]): string {
  if (rest.length === 0) return `the labels ${first}`;
  return first === '' ? `whatever class a device of ${rest[0]} has` : `${rest.join('.')} of ${first}`;
}

/** Whether a class says that a part of it is of this one. */
function isReferred({ classes }: Lock, name: string): boolean {
  return [...classes.values()].some(({ members }) =>
    [...members.values()].some((member) => 'of' in member && member.of === name),
  );
}

function invalid(what: string, from: string, better: string): DevgenError {
  return new DevgenError(what, { code: 'USAGE.NAME_INVALID', hint: `devgen rename ${from} ${better}` });
}

function taken(what: string, hint: string): DevgenError {
  return new DevgenError(what, { code: 'USAGE.NAME_TAKEN', hint });
}
