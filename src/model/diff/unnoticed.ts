import { type FieldSpec, type MemberSpec, type ValueSpec, valueSpecOf } from '@devgen/runtime/contract';
import { memberSpec } from '../class-spec.ts';
import { canonical } from '../lock/canonical.ts';
import type { Change } from './difference.ts';
import type { ClassSide, MemberPair } from './member-pairs.ts';
import { signature } from './signature.ts';

/**
 * What the comparison passes over because nothing of it fails at connect: a member that became optional, or is no
 * longer, and a type where there was `unknown`.
 */
export function unnoticedChanges(
  before: ClassSide,
  after: ClassSide,
  pairs: readonly MemberPair[],
  noticed: readonly Change[],
): readonly Change[] {
  const known = new Set(
    noticed.flatMap(({ rule, member }) => (rule === 'UNITS' || member === undefined ? [] : member)),
  );
  const found = new Map<string, readonly Change[]>();
  for (const { name, old, now } of pairs) {
    if (found.has(name)) continue;
    const base = { class: before.name, member: name, source: old.source };
    const [was, is] = [memberSpec(before.lock, old), memberSpec(after.lock, now)];
    const words = { before: signature(was), after: signature(is) };
    found.set(name, [
      ...(is.optional === was.optional ? [] : [optional(base, is.optional === true)]),
      ...(known.has(name) || typeText(was) === typeText(is)
        ? []
        : [{ rule: 'MEMBER_TYPE', severity: 'compatible', ...base, ...words } as const]),
    ]);
  }
  return [...found.values()].flat();
}

function optional(base: Pick<Change, 'class' | 'member' | 'source'>, now: boolean): Change {
  const words = { before: now ? 'always' : 'optional', after: now ? 'optional' : 'always' };
  return { rule: 'MEMBER_OPTIONAL', severity: now ? 'breaking' : 'compatible', ...base, ...words };
}

/** The type alone; of a block nothing, since its members are looked at themselves. */
function typeText(member: MemberSpec): string {
  if (member.kind === 'block' || member.kind === 'vector') return member.kind;
  if (member.kind === 'command') return canonical([member.in, member.out].map((value) => typeOf(valueSpecOf(value))));
  return canonical(typeOf(member));
}

function typeOf(value: ValueSpec | undefined): unknown {
  return value && [value.type, value.labels ?? null, value.fields?.map(fieldOf) ?? null];
}

function fieldOf(field: FieldSpec): unknown {
  return [field.name, typeOf(field)];
}
