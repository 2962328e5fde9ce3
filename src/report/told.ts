import type { Difference } from '../model/diff/difference.ts';
import type { Rule } from '../model/diff/rules.ts';

/** What one line tells: a difference, and every member of which it is true. */
export interface Told {
  readonly found: Difference;
  /** More than one where they share their labels: a line of a bus that is new is new in each of its multiplexers. */
  readonly members: readonly string[];
}

const LABELS: ReadonlySet<Rule> = new Set<Rule>(['ENUM_LABELS', 'ENUM_LABEL_ADDED']);

/** Each difference once, at the place of its first member. */
export function tellTogether(findings: readonly Difference[]): readonly Told[] {
  const told = new Map<string, { readonly found: Difference; readonly members: string[] }>();
  for (const [at, found] of findings.entries()) {
    const { class: of, rule, severity, ignored, before, after, devices, member = '' } = found;
    const key = LABELS.has(rule) ? JSON.stringify([of, rule, severity, ignored, before, after, devices]) : String(at);
    const known = told.get(key);
    if (known === undefined) told.set(key, { found, members: [member] });
    else known.members.push(member);
  }
  return [...told.values()];
}
