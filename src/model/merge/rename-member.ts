import { merge } from './merge.ts';
import type { Naming } from './pulled.ts';
import type { Lock } from '../lock/lock.ts';

/**
 * The lock with a member under another name, which no member of the control-system class has: all its classes share
 * the names of their members. The old name is free; what was named from it is named anew.
 */
export function renameMember(lock: Lock, id: string, from: string, to: string, naming: Naming): Lock {
  const { ledger } = lock;
  const names = new Map(ledger.members.get(id));
  const key = names.get(from) ?? '';
  names.delete(from);
  names.set(to, key);
  const types = [...ledger.types].filter(
    ([, [owner = '', member]]) => member !== key || ledger.classes.get(owner)?.id !== id,
  );
  const renamed = { ...ledger, members: new Map(ledger.members).set(id, names), types: new Map(types) };
  return merge({ ...lock, ledger: renamed }, [], { naming }).lock;
}
