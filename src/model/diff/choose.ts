import type { Difference } from './difference.ts';
import type { Rule } from './rules.ts';

/** What a person has decided about differences of a rule: they are told, and do not count as breaking. */
export interface Ignore {
  readonly rule: string;
  /** What is not given fits everything, also nothing. */
  readonly device?: (name: string) => boolean;
  readonly class?: (name: string) => boolean;
  readonly member?: (path: string) => boolean;
}

export interface Chosen<I extends Ignore> {
  readonly findings: readonly Difference[];
  /** Those that fit no breaking difference. */
  readonly idle: readonly I[];
}

/**
 * Marks breaking differences that do not count: of rules that are not chosen, and those that are ignored. One that is
 * ignored for some of its devices becomes two.
 */
export function choose<I extends Ignore>(
  findings: readonly Difference[],
  rules: ReadonlySet<Rule>,
  ignores: readonly I[],
): Chosen<I> {
  const used = new Set<I>();
  const marked = findings.flatMap((found): readonly Difference[] => {
    if (found.severity !== 'breaking') return [found];
    const fitting = ignores.filter((each) => fits(each, found));
    for (const each of fitting) used.add(each);
    if (!rules.has(found.rule) || fitting.some((each) => each.device === undefined))
      return [{ ...found, ignored: true }];
    const isIgnored = ({ device }: { readonly device: string }): boolean =>
      fitting.some((each) => each.device?.(device));
    const [left, ignored] = [found.devices.filter((each) => !isIgnored(each)), found.devices.filter(isIgnored)];
    return [
      ...(left.length > 0 || ignored.length === 0 ? [{ ...found, devices: left }] : []),
      ...(ignored.length > 0 ? [{ ...found, devices: ignored, ignored: true as const }] : []),
    ];
  });
  return { findings: marked, idle: ignores.filter((each) => !used.has(each)) };
}

/** Whether a difference counts as a break. */
export function isBreaking({ severity, ignored }: Difference): boolean {
  return severity === 'breaking' && ignored !== true;
}

function fits(ignore: Ignore, { rule, class: name, member, devices }: Difference): boolean {
  return (
    ignore.rule === rule &&
    (ignore.class?.(name) ?? true) &&
    (ignore.member === undefined || (member !== undefined && ignore.member(member))) &&
    (ignore.device === undefined || devices.some(({ device }) => ignore.device?.(device)))
  );
}
