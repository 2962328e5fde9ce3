import type { Lock } from '../../model/lock/lock.ts';
import { inverted, ownerKey } from '../../model/merge/ledger.ts';
import { freeName } from '../../model/names/free-name.ts';
import { isReservedType } from '../../model/names/reserved.ts';
import { pascalCase } from '../../model/names/words.ts';
import type { Settings } from './member-settings.ts';

/** The lock with a type name for each list of labels that the overlay gives: of class and member, as devgen's own are. */
export function nameLabels(lock: Lock, settings: ReadonlyMap<string, Settings>): Lock {
  const types = new Map(lock.ledger.types);
  const known = new Set([...types.values()].map(ownerKey));
  for (const [name, of] of lock.classes) {
    const names = inverted(lock.ledger.members.get(of.id));
    for (const [key, { retype }] of settings.get(name) ?? []) {
      if (retype?.value.labels === undefined || !of.members.has(key) || known.has(ownerKey([name, key]))) continue;
      const wanted = name + pascalCase(names.get(key) ?? key);
      const isTaken = (type: string): boolean =>
        isReservedType(type) || types.has(type) || lock.ledger.classes.has(type);
      types.set(freeName(wanted, isTaken), [name, key]);
    }
  }
  return { ...lock, ledger: { ...lock.ledger, types } };
}
