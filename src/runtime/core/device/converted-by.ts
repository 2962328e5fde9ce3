import { type Conversions, needsConversions } from '../contract/conversions.ts';
import { DevgenError } from '../contract/errors.ts';
import type { MemberSlot } from '../signal/member-slot.ts';
import { slot, type Slotted } from '../contract/slot.ts';

/** The member, with the conversions that it needs. Throws `DEVICE.CONVERSIONS` where its class has none. */
export function convertedBy<M extends Slotted>(member: M, conversions: Conversions | undefined): M {
  const behind = member[slot] as MemberSlot<never>;
  if (!needsConversions(behind.spec)) return member;
  if (conversions === undefined) {
    throw new DevgenError('is of another type on the wire', {
      code: 'DEVICE.CONVERSIONS',
      about: behind.name || behind.address,
      hint: 'its class needs the static `conversions` of @devgen/runtime/conversions',
    });
  }
  conversions(behind);
  return member;
}
