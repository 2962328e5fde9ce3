import { type DeviceSpec, type MemberSpec, specOf } from '@devgen/runtime/contract';

/** Whether two parts are alike for those who use them: wire names, kinds, types and labels, in parts below too. */
export function sameInterface(a: DeviceSpec, b: DeviceSpec): boolean {
  return a === b || text(a) === text(b);
}

const texts = new WeakMap<DeviceSpec, string>();

function text(spec: DeviceSpec): string {
  const known = texts.get(spec);
  if (known !== undefined) return known;
  const made = JSON.stringify(
    Object.entries(spec.members)
      .map(([key, member]) => [key, memberParts(member)] as const)
      .toSorted(([x], [y]) => (x < y ? -1 : 1)),
  );
  texts.set(spec, made);
  return made;
}

function memberParts(member: MemberSpec): unknown {
  if (member.kind !== 'block' && member.kind !== 'vector') return member;
  return [member.kind, member.source, text(specOf(member.of)), member.kind === 'vector' ? member.keys : null];
}
