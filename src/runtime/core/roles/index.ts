/** What signals are in a scan: `role` of the overlay, as classes declare it. */
export { signalsOfRole } from './signals-of-role.ts';
export type { MemberTree } from '../settings/walk-members.ts';
