import { DevgenError } from '../contract/errors.ts';
import { listOf, printable } from '../support/printable.ts';

/** What may differ between a class and the live system. */
export type FindingRule =
  | 'MEMBER_MISSING'
  | 'MEMBER_ABSENT'
  | 'MEMBER_KIND'
  | 'MEMBER_WRITE'
  | 'MEMBER_TYPE'
  | 'MEMBER_SHAPE'
  | 'ENUM_LABELS'
  | 'ENUM_LABEL_ADDED'
  | 'FIELDS'
  | 'UNITS'
  | 'VECTOR_KEYS'
  | 'MEMBER_EXTRA';

/** One difference, as plain JSON. `error` keeps a device from connecting; `warning` and `info` do not. */
export interface Finding {
  readonly rule: FindingRule;
  readonly severity: 'error' | 'warning' | 'info';
  /** Dotted path of the member within its device (`seq.*.table`); of an extra, its wire name. */
  readonly member: string;
  /** Wire name, relative to the device or block that holds it. */
  readonly source: string;
  /** A word, or the words in their order: labels, fields, keys. Absent where nothing is declared. */
  readonly expected?: string | readonly string[];
  /** As `expected`, of the live system. */
  readonly actual?: string | readonly string[];
  /** Of a missing member: the live name most like it. */
  readonly nearest?: string;
}

/** The error code of a finding: `MEMBER.TYPE`; of `ENUM_LABELS` it is `MEMBER.LABELS`, of `VECTOR_KEYS` `MEMBER.VECTOR`. */
export function codeOf({ rule }: Finding): string {
  return `MEMBER.${rule.replace(/^(MEMBER|ENUM)_|_KEYS$/, '')}`;
}

/** One line without the member's name: `expected f64, found i32`. */
export function describeFinding(finding: Finding): string {
  const { expected, actual, nearest, source } = finding;
  if (finding.rule === 'MEMBER_MISSING' || finding.rule === 'MEMBER_ABSENT') {
    const hint = nearest === undefined ? '' : `; did you mean ${printable(nearest)}?`;
    return `no ${printable(source)} on the device${hint}`;
  }
  if (finding.rule === 'MEMBER_EXTRA') return `not declared: ${listOf(actual)}`;
  return `expected ${listOf(expected)}, found ${listOf(actual)}`;
}

/** Where a device's findings were made, for the errors built from them. */
export interface FindingPlace {
  /** Name of the device in its tree. */
  readonly name: string;
  readonly address: string;
  readonly hint: string;
}

/** The error with which a member of these findings rejects; the first one gives the code. */
export function findingError(findings: readonly [Finding, ...Finding[]], place: FindingPlace): DevgenError {
  const [first] = findings;
  const member = place.name === '' ? first.member : `${place.name}.${first.member}`;
  return new DevgenError(`${member}: ${findings.map(describeFinding).join('; ')}`, {
    code: codeOf(first),
    device: place.address,
    member,
    source: first.source,
    expected: first.expected,
    actual: first.actual,
    hint: place.hint,
  });
}
