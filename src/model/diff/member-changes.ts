import { compare, type Connector, type DeviceSpec, type Finding, type MemberSpec, specOf } from '@devgen/runtime';
import type { Change } from './difference.ts';
import { signature } from './signature.ts';

export type WireKey = Connector['key'];

/** What the comparison that connect makes finds between a class and what is there now, in the words of a change. */
export function memberChanges(className: string, before: DeviceSpec, after: DeviceSpec, key: WireKey): Change[] {
  return compare(before, after, key).map((finding) => {
    const { rule, severity, member, source, nearest } = finding;
    const [old, now] = sidesOf(finding, before, after, key);
    return {
      rule,
      severity: severity === 'error' ? 'breaking' : 'compatible',
      class: className,
      member,
      source,
      ...(old !== undefined && { before: old }),
      ...(now !== undefined && { after: now }),
      ...(nearest !== undefined && { nearest }),
    };
  });
}

type Side = Finding['expected'];

/** Of a member that only one side has, its whole signature: the finding knows its kind alone. */
function sidesOf(finding: Finding, before: DeviceSpec, after: DeviceSpec, key: WireKey): readonly [Side, Side] {
  const { rule, member, source, expected, actual } = finding;
  if (rule === 'MEMBER_MISSING' || rule === 'MEMBER_ABSENT') {
    const path = member.split('.');
    const holder = blockAt(before, after, path.slice(0, -1), key)?.before;
    return [wordsOf(holder?.members[path.at(-1) ?? '']) ?? expected, undefined];
  }
  if (rule === 'MEMBER_EXTRA') {
    const path = member.slice(0, member.length - source.length).split('.');
    const holder = blockAt(before, after, path.slice(0, -1), key)?.after;
    const extra = Object.values(holder?.members ?? {}).find((each) => each.source === source && each.kind === actual);
    return [undefined, wordsOf(extra) ?? actual];
  }
  return [expected, actual];
}

interface Blocks {
  readonly before: DeviceSpec;
  readonly after: DeviceSpec;
}

/** The block at a path of member names on both sides; the numbers of a vector stand for one element. */
function blockAt(before: DeviceSpec, after: DeviceSpec, path: readonly string[], key: WireKey): Blocks | undefined {
  let blocks: Blocks = { before, after };
  for (const name of path.filter((each) => each !== '*')) {
    const old = blocks.before.members[name];
    if (old === undefined || !('of' in old)) return undefined;
    const wanted = key(old.source, 'block');
    const now = Object.values(blocks.after.members).find(
      (each) => 'of' in each && key(each.source, 'block') === wanted,
    );
    if (now === undefined || !('of' in now)) return undefined;
    blocks = { before: specOf(old.of), after: specOf(now.of) };
  }
  return blocks;
}

function wordsOf(member: MemberSpec | undefined): string | undefined {
  return member && signature(member);
}
