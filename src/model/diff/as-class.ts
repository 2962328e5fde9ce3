import { type BlockRef, type DeviceSpec, type MemberSpec, specOf } from '@devgen/runtime/contract';
import type { Lock, LockMember } from '../lock/lock.ts';

/**
 * What a device shows, as far as its class cares: without what the user hid of it, and with no more access than the
 * user left. `facts` is the lock as it is, `shown` what is generated of it.
 */
export function asClass(live: DeviceSpec, className: string, facts: Lock, shown: Lock): DeviceSpec {
  if (facts === shown) return live;
  const [all, some] = [facts, shown].map((lock) => lock.classes.get(className)?.members);
  const members = Object.entries(live.members).flatMap(([key, member]) => {
    const [fact, kept] = [all?.get(key), some?.get(key)];
    if (fact !== undefined && kept === undefined) return [];
    return [[key, kept === undefined ? member : asMember(member, kept, facts, shown)] as const];
  });
  return { ...live, members: Object.fromEntries(members) };
}

function asMember(live: MemberSpec, kept: LockMember, facts: Lock, shown: Lock): MemberSpec {
  if (isSignal(live) && isSignal(kept)) return live.kind === 'rw' ? { ...live, kind: kept.kind } : live;
  const inside = (of: BlockRef): DeviceSpec => asClass(specOf(of), 'of' in kept ? kept.of : '', facts, shown);
  return 'of' in live ? { ...live, of: inside(live.of) } : live;
}

function isSignal<M extends { readonly kind: string }>(member: M): member is M & { readonly kind: 'r' | 'w' | 'rw' } {
  return member.kind === 'r' || member.kind === 'w' || member.kind === 'rw';
}
