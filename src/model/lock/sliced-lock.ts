import { LazyMap } from './lazy-map.ts';
import type { Ledger, Lock, LockClass } from './lock.ts';
import { Facts, readClasses, readLabels, readLedger, readSources } from './lock-facts.ts';

/** What stands between the parts of a canonical lock, each at the start of a line that nothing else begins like. */
const CLASSES = '{\n"classes":';
const LABELS = /,\n"format":\d+,\n"labels":/;
const LEDGER = ',\n"ledger":{\n"classes":';
const SOURCES = '\n},\n"sources":';

/**
 * The lock of a text that is known to be sound: no part of it is checked again, and none is parsed before it is looked
 * at. `undefined` where the parts are not where they should be.
 */
export function slicedLock(text: string, where: string): Lock | undefined {
  const labels = LABELS.exec(text);
  const classesEnd = labels?.index ?? -1;
  const labelsStart = classesEnd + (labels?.[0].length ?? 0);
  const labelsEnd = text.indexOf(LEDGER, labelsStart);
  const ledgerEnd = text.indexOf(SOURCES, labelsEnd);
  if (!text.startsWith(CLASSES) || Math.min(classesEnd, labelsEnd, ledgerEnd) < 0) return undefined;
  const facts = new Facts(where);
  const parse = (start: number, end: number, close = ''): unknown => JSON.parse(text.slice(start, end) + close);
  return lazily<Lock>({
    classes: () =>
      slicedClasses(text, [CLASSES.length, classesEnd], facts) ?? readClasses(facts, parse(CLASSES.length, classesEnd)),
    labels: () => readLabels(facts, parse(labelsStart, labelsEnd)),
    ledger: () => lazyLedger(facts, parse(labelsEnd + ',\n"ledger":'.length, ledgerEnd, '}')),
    sources: () => readSources(facts, parse(ledgerEnd + SOURCES.length, text.lastIndexOf('}'))),
  });
}

/** Each class by itself: it begins with a line and ends with one that closes its members. */
function slicedClasses(
  text: string,
  [start, end]: readonly [number, number],
  facts: Facts,
): ReadonlyMap<string, LockClass> | undefined {
  const makers = new Map<string, () => LockClass>();
  // The last line closes the list.
  for (let at = start + '{\n'.length; at < end - 1;) {
    const line = text.indexOf('\n', at);
    const close = text[line - 1] === '{' ? text.indexOf('\n}}', at) + '\n}}'.length : line;
    const key = /"(?:[^"\\]|\\.)*"/y;
    key.lastIndex = at;
    const name = key.exec(text)?.[0];
    if (name === undefined || close <= at || close > end) return undefined;
    const from = at + name.length + ':'.length;
    const to = text[close - 1] === ',' ? close - 1 : close;
    const called = JSON.parse(name) as string;
    makers.set(called, () => facts.class(JSON.parse(text.slice(from, to)), `classes.${called}`));
    at = text.indexOf('\n', close - 1) + 1;
  }
  return new LazyMap(makers);
}

function lazyLedger(facts: Facts, data: unknown): Ledger {
  const ledger = facts.object(data, 'ledger');
  const part =
    <K extends keyof Ledger>(key: K) =>
    () =>
      readLedger(facts, { ...EMPTY, [key]: ledger[key] })[key];
  return lazily<Ledger>({
    classes: part('classes'),
    files: part('files'),
    members: part('members'),
    types: part('types'),
  });
}

const EMPTY: Readonly<Record<keyof Ledger, object>> = { classes: {}, files: {}, members: {}, types: {} };

/** An object whose properties are made when they are first looked at. */
function lazily<T extends object>(make: { readonly [K in keyof T]: () => T[K] }): T {
  const object = {};
  for (const key of Object.keys(make) as (keyof T & string)[]) {
    let known: { readonly value: T[typeof key] } | undefined;
    Object.defineProperty(object, key, { enumerable: true, get: () => (known ??= { value: make[key]() }).value });
  }
  return object as T;
}
