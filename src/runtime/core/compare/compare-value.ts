import type { Finding } from './finding.ts';
import { onWire, usableLabels, type FieldSpec, type ValueSpec } from '../contract/spec.ts';
import { elementOf } from '../contract/values.ts';

/** A difference between two values, without the member that has it. */
export type ValueFinding = Pick<Finding, 'rule' | 'severity' | 'expected' | 'actual'>;

/**
 * Every difference between a declared and a live value. `any` is content with everything of its rank, and plain `any`
 * with everything. Labels may be followed by new ones. What a class types otherwise is compared as the wire has it.
 */
export function compareValue(declared: ValueSpec | undefined, live: ValueSpec | undefined): ValueFinding[] {
  if (declared === undefined || live === undefined) {
    if (declared === live) return [];
    return [error('MEMBER_TYPE', declared?.type ?? 'void', live?.type ?? 'void')];
  }
  if (declared.type === 'any') return [];
  if (declared.wire ?? live.wire) return compareValue(onWire(declared), onWire(live));
  const wanted = elementOf(declared.type);
  const actual = elementOf(live.type);
  if (wanted.element !== actual.element && wanted.element !== 'any') {
    return [error('MEMBER_TYPE', declared.type, live.type)];
  }
  if (wanted.rank !== actual.rank) return [error('MEMBER_SHAPE', declared.type, live.type)];
  if (wanted.element === 'any') return [];
  return [...compareLabels(declared, live), ...compareFields(declared, live), ...compareUnits(declared, live)];
}

function compareLabels({ labels: declared }: ValueSpec, { labels: live = [] }: ValueSpec): ValueFinding[] {
  // Without labels an enum is its number in TypeScript, so labels would be values of another type.
  if (declared === undefined) return usableLabels(live) ? [error('ENUM_LABELS', [], live)] : [];
  const begins = declared.every((label, index) => live[index] === label);
  if (!begins) return [error('ENUM_LABELS', declared, live)];
  if (live.length === declared.length) return [];
  return [{ rule: 'ENUM_LABEL_ADDED', severity: 'warning', expected: declared, actual: live }];
}

function compareFields({ fields: declared }: ValueSpec, { fields: live = [] }: ValueSpec): ValueFinding[] {
  if (declared === undefined) return [];
  const wanted = declared.map(fieldName);
  const names = live.map(fieldName);
  if (wanted.length !== names.length || wanted.some((name, index) => name !== names[index])) {
    return [error('FIELDS', wanted, names)];
  }
  return declared.flatMap((field, index) => {
    const other = live[index];
    return other === undefined ? [] : compareValue(field, other).map((finding) => ofPart(`${field.name}:`, finding));
  });
}

function compareUnits({ units: declared }: ValueSpec, { units: live }: ValueSpec): ValueFinding[] {
  if (declared === undefined || declared === live) return [];
  return [{ rule: 'UNITS', severity: 'warning', expected: declared, actual: live ?? 'none' }];
}

/** The finding of a part (a field, an argument): its rule and severity stay, its words say which part. */
export function ofPart(part: string, finding: ValueFinding): ValueFinding {
  const named = (words: Finding['expected'] = 'none'): readonly string[] => {
    const [first = 'none', ...rest] = typeof words === 'string' ? [words] : words;
    return [`${part} ${first}`, ...rest];
  };
  return { ...finding, expected: named(finding.expected), actual: named(finding.actual) };
}

function fieldName(field: FieldSpec): string {
  return field.name;
}

function error(rule: Finding['rule'], expected: Finding['expected'], actual: Finding['actual']): ValueFinding {
  return { rule, severity: 'error', expected: expected ?? 'none', actual: actual ?? 'none' };
}
