import { type MemberSpec, type ValueSpec, type ValueType, valueSpecOf } from '@devgen/runtime/contract';

/** A member in a few words: `rw f64`, `command (f64) -> i32`, `vector 1, 2`. */
export function signature(member: MemberSpec): string {
  switch (member.kind) {
    case 'block':
      return 'block';
    case 'vector':
      return `vector ${member.keys.join(', ')}`.trimEnd();
    case 'command':
      return `command (${typeName(member.in) ?? ''}) -> ${typeName(member.out) ?? 'void'}`;
    default:
      return `${member.kind} ${member.type}`;
  }
}

function typeName(value: ValueType | ValueSpec | undefined): string | undefined {
  return valueSpecOf(value)?.type;
}
