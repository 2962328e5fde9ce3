import type { DeviceSpec, MemberSpec } from '@devgen/runtime';
import type { PulledEpics } from './pulled-epics.ts';

/** Of the device, which must have been described. */
export function specOf({ described }: PulledEpics, device: string): DeviceSpec {
  const found = described.find((one) => one.found.device === device);
  if (found?.ok !== true) throw found?.error ?? new Error(`no ${device} among ${described.length}`);
  return found.live.spec;
}

/** Kind, type and other setpoint of each member, by wire key. */
export function kindsOf({ members }: DeviceSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, kindOf(member)]));
}

function kindOf(member: MemberSpec): string {
  const said = [member.kind, 'type' in member ? member.type : '', 'write' in member ? member.write : ''];
  return said.filter(Boolean).join(' ');
}

/** By device. */
export function classesOf({ listed }: PulledEpics): Readonly<Record<string, string>> {
  return Object.fromEntries(listed.map((found) => [found.device, found.class]));
}

/** What a config says that names PVs. */
export function named(...pvs: readonly string[]): { readonly pvs: readonly string[] } {
  return { pvs };
}
