import type { Connector } from '../contract/seam.ts';
import type { DeviceSpec, MemberSpec } from '../contract/spec.ts';

/** How a protocol compares wire names. */
export type WireKey = Connector['key'];

export interface Pair {
  /** The member's name in the class. */
  readonly name: string;
  readonly declared: MemberSpec;
  /** What the live system has under the same wire name, of whatever kind. */
  readonly live: MemberSpec | undefined;
}

export interface Joined {
  readonly pairs: readonly Pair[];
  /** Live members that nothing declares. */
  readonly extras: readonly MemberSpec[];
}

type KeyKind = 'signal' | 'command' | 'block';
const kinds: readonly KeyKind[] = ['signal', 'command', 'block'];

/** What a member's wire name is the name of. */
export function kindOf(member: MemberSpec): KeyKind {
  if (member.kind === 'command') return 'command';
  return member.kind === 'block' || member.kind === 'vector' ? 'block' : 'signal';
}

/** Declared beside live members, joined on the wire key. A member of another kind is taken only where none fits. */
export function join(spec: DeviceSpec, live: DeviceSpec, key: WireKey): Joined {
  const index = new Map<string, MemberSpec>();
  for (const member of Object.values(live.members)) {
    const wire = key(member.source, kindOf(member));
    if (!index.has(wire)) index.set(wire, member);
  }
  const used = new Set<MemberSpec>();
  const found = new Map<string, MemberSpec>();
  const match = (name: string, member: MemberSpec | undefined): void => {
    if (member === undefined) return;
    found.set(name, member);
    used.add(member);
  };

  const declared = Object.entries(spec.members);
  for (const [name, member] of declared) match(name, index.get(key(member.source, kindOf(member))));
  for (const [name, member] of declared) {
    if (found.has(name)) continue;
    const others = kinds.map((kind) => index.get(key(member.source, kind)));
    match(
      name,
      others.find((other) => other !== undefined && !used.has(other)),
    );
  }
  return {
    pairs: declared.map(([name, member]) => ({ name, declared: member, live: found.get(name) })),
    extras: [...index.values()].filter((member) => !used.has(member)),
  };
}
