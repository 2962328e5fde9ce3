import { canonical, sortedMap } from './canonical.ts';
import { LOCK_FORMAT, type Lock, type LockClass, type LockMember, type LockSource } from './lock.ts';

/** The canonical text of a lock: sorted by code unit, one class, member, device or name a line, LF. */
export function printLock(lock: Lock): string {
  const { ledger } = lock;
  return `{
"classes":${block(lock.classes, printClass)},
"format":${LOCK_FORMAT},
"labels":${block(lock.labels)},
"ledger":{
"classes":${block(ledger.classes)},
"files":${block(ledger.files)},
"members":${block(ledger.members, printNames)},
"types":${block(ledger.types)}
},
"sources":${block(lock.sources, printSource)}
}
`;
}

/** An object with a line for each entry, so that two branches that change two entries merge. */
function block<V>(entries: ReadonlyMap<string, V>, print: (value: V) => string = canonical): string {
  if (entries.size === 0) return '{}';
  const lines: string[] = [];
  let last = '';
  for (const [key, value] of entries) {
    // What comes from a lock is in order already.
    if (key < last) return block(sortedMap(entries), print);
    last = key;
    lines.push(`${JSON.stringify(key)}:${print(value)}`);
  }
  return `{\n${lines.join(',\n')}\n}`;
}

export function printNames(names: ReadonlyMap<string, string>): string {
  return block(names);
}

export function printClass({ members, interfaces, ...facts }: LockClass): string {
  const printed = block(members, printMember);
  if (interfaces === undefined) return openLine(facts, 'members', printed);
  return openLine(facts, 'interfaces', `${block(interfaces)},"members":${printed}`);
}

function printSource({ devices, ...facts }: LockSource): string {
  return openLine(facts, 'devices', block(devices));
}

/** The facts in key order, then the entries. */
function openLine(facts: object, name: string, entries: string): string {
  const line = canonical(facts);
  return `${line.slice(0, -1)}${line === '{}' ? '' : ','}"${name}":${entries}}`;
}

function printMember(member: LockMember): string {
  if (Object.keys(member.meta).length > 0) return canonical(member);
  const { meta: _, ...facts } = member;
  return canonical(facts);
}
