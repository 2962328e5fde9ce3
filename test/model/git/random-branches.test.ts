import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ledger, Lock } from '../../../src/model/lock/lock.ts';
import { parseLock } from '../../../src/model/lock/parse-lock.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { branches, type Facility, nameOf, seen, type Step } from '../lineage/world.ts';
import { keepBoth, LOCK, Repository } from './repository.ts';

let repository: Repository;
beforeAll(() => {
  repository = new Repository();
});
afterAll(() => repository.remove());

const met = { conflict: 0, clean: 0, twice: 0, refused: 0, accepted: 0 };

it('one name for two things is never merged, and never accepted', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(branches, ([first, second, third]) => {
      if (first === undefined || second === undefined || third === undefined) return;
      const facility: Facility = new Map();
      const base = pulled(undefined, facility, first);
      const [ours, theirs] = [second, third].map((step) => pulled(base, new Map(facility), step)) as [Lock, Lock];
      const { conflict, text } = repository.merge(printLock(base), printLock(ours), printLock(theirs));
      const twice = namesOfTwo(base.ledger, ours.ledger, theirs.ledger);
      met[conflict ? 'conflict' : 'clean'] += 1;
      if (twice.length > 0) {
        met.twice += 1;
        expect({ twice, conflict }).toEqual({ twice, conflict: true });
      }
      const both = accepted(keepBoth(text));
      met[both === undefined ? 'refused' : 'accepted'] += 1;
      if (both === undefined) return;
      // What is accepted says of every name what one of the sides says.
      expect(twice).toEqual([]);
      for (const [place, meaning] of meanings(both.ledger)) {
        const said = [ours, theirs].map(({ ledger }) => meanings(ledger).get(place));
        expect(said).toContain(meaning);
      }
    }),
    { numRuns: 40 },
  );
  const { conflict, twice, refused } = met;
  expect([conflict, twice, refused].filter((count) => count === 0)).toEqual([]);
});

function pulled(before: Lock | undefined, facility: Facility, { changes, upgrade, only }: Step): Lock {
  for (const [device, change] of changes) if (change !== 'back') facility.set(device, change);
  for (const [device, fate] of facility)
    if (upgrade !== undefined && typeof fate === 'object') facility.set(device, { interface: upgrade });
  const covers = (_: string, device: string): boolean => only?.map(nameOf).includes(device) ?? true;
  return merge(before, [seen(facility, only)], { covers }).lock;
}

/** The lock of a text; `undefined` where it is refused, which must tell what to do. */
function accepted(text: string): Lock | undefined {
  try {
    return parseLock(text, LOCK);
  } catch (error) {
    const { code, hint } = error as { readonly code: string; readonly hint: string };
    expect(code).toMatch(/^LOCK\./);
    expect(hint).toContain('devgen pull');
    return undefined;
  }
}

/** What each name of a ledger stands for now. */
function meanings({ classes, files, types, members }: Ledger): ReadonlyMap<string, string> {
  return new Map([
    ...[...classes].map(([name, of]) => [`class ${name}`, JSON.stringify(of)] as const),
    ...[...files].map(([stem, name]) => [`file ${stem}`, name] as const),
    ...[...types].map(([name, owner]) => [`type ${name}`, JSON.stringify(owner)] as const),
    ...[...members].flatMap(([id, names]) => [...names].map(([name, key]) => [`member ${id} ${name}`, key] as const)),
  ]);
}

/** Names that both sides gave since, or gave another meaning, and not the same. */
function namesOfTwo(base: Ledger, ours: Ledger, theirs: Ledger): readonly string[] {
  const [before, a, b] = [base, ours, theirs].map(meanings) as [
    ReturnType<typeof meanings>,
    ReturnType<typeof meanings>,
    ReturnType<typeof meanings>,
  ];
  return [...a].flatMap(([place, meaning]) => {
    const other = b.get(place);
    const bothNew = meaning !== before.get(place) && other !== before.get(place);
    return other !== undefined && bothNew && other !== meaning ? [place] : [];
  });
}
