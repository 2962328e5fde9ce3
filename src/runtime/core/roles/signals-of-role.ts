import type { Role } from '../contract/spec.ts';
import type { SignalR } from '../contract/members.ts';
import { slot, type Slotted } from '../contract/slot.ts';
import type { SignalSlot } from '../signal/signal-slot.ts';
import { type MemberTree, walkMembers } from '../settings/walk-members.ts';

/** A signal whose class says what it is in a scan. */
type InScan = SignalR<unknown> & { readonly [slot]: SignalSlot };

/**
 * The signals of a device, or of several by name, that have a role in a scan, by their paths; `read` includes what is
 * hinted. An optional one that the device lacks is left out. `getMany` reads them at once.
 */
export function signalsOfRole(tree: MemberTree, role: Role): ReadonlyMap<string, SignalR<unknown>> {
  const found = new Map<string, SignalR<unknown>>();
  for (const [path, member] of walkMembers(tree)) if (hasRole(member, role)) found.set(path, member);
  return found;
}

function hasRole(member: Slotted, wanted: Role): member is InScan {
  const { spec } = member[slot];
  if (spec.kind === 'command') return false;
  return spec.role === wanted || (wanted === 'read' && spec.role === 'hinted');
}
