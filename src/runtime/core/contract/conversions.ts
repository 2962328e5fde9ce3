import type { MemberSlot } from '../signal/member-slot.ts';
import { type CommandSpec, isNarrowed, type MemberSpec, type SignalSpec, type ValueSpec } from './spec.ts';

/**
 * What a class needs whose spec says `wire`, as its static `conversions`: that of `@devgen/runtime/conversions`, which
 * lets a member convert between what its class says and what the wire has. No other class carries it.
 */
export interface Conversions {
  (behind: MemberSlot<SignalSpec | CommandSpec>): void;
}

/** Whether anything of the member is of another type on the wire than in the class. */
export function needsConversions(member: MemberSpec): boolean {
  const { in: argument, out } = member as Partial<CommandSpec>;
  return isNarrowed(member as Partial<ValueSpec>) || isNarrowed(argument) || isNarrowed(out);
}
