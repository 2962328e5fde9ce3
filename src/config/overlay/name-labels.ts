import type { Lock } from '../../model/lock/lock.ts';
import { inverted, ownerKey } from '../../model/merge/ledger.ts';
import { freeName } from '../../model/names/free-name.ts';
import { namedValues } from '../../model/names/member-types.ts';
import { isReservedType } from '../../model/names/reserved.ts';
import type { Settings } from './member-settings.ts';

/** The lock with a type name for each list of labels that the overlay gives: of class and member, as devgen's own are. */
export function nameLabels(lock: Lock, settings: ReadonlyMap<string, Settings>): Lock {
  const types = new Map(lock.ledger.types);
  const known = new Set([...types.values()].map(ownerKey));
  for (const [name, of] of lock.classes) {
    if (![...(settings.get(name)?.values() ?? [])].some(({ retype }) => retype !== undefined)) continue;
    for (const { owner, words } of namedValues(name, of, inverted(lock.ledger.members.get(of.id)))) {
      if (known.has(ownerKey(owner))) continue;
      const isTaken = (type: string): boolean =>
        isReservedType(type) || types.has(type) || lock.ledger.classes.has(type);
      types.set(freeName(name + words.join(''), isTaken), owner);
    }
  }
  return { ...lock, ledger: { ...lock.ledger, types } };
}
