import { type Callee, whereIs } from '../signal/call.ts';
import { DevgenError } from '../contract/errors.ts';
import { type Misfit, misfitOf, unknownLabel } from './misfit.ts';
import type { ValueSpec } from '../contract/spec.ts';
import { valueText } from './value-text.ts';

type Member = Pick<Callee, 'name' | 'source'>;

/** Throws VALUE.TYPE or VALUE.LABEL_UNKNOWN, naming the member and the place inside a table, struct or array. */
export function checkValue(spec: ValueSpec | undefined, value: unknown, of: Member): void {
  const misfit = spec === undefined ? voidMisfit(value) : misfitOf(spec, value);
  if (misfit !== undefined) throw misfitError(misfit, of, 'nothing was sent');
}

/** Throws VALUE.LABEL_UNKNOWN where a value from the wire has a label that the class does not declare. */
export function checkLabels(spec: ValueSpec, value: unknown, of: Member): void {
  const misfit = unknownLabel(spec, value);
  if (misfit !== undefined)
    throw misfitError(misfit, of, 'the live system has changed: devgen pull, and read the diff in git');
}

/** The error of a misfit; `hint` says what to do. */
export function misfitError({ code, path, expected, actual }: Misfit, of: Member, hint: string): DevgenError {
  const place = path === '' ? '' : ` at ${path.replace(/^\./, '')}`;
  return new DevgenError(`expected ${expected}${place}, got ${valueText(actual)}`, {
    code,
    about: whereIs(of),
    member: of.name || undefined,
    source: of.source,
    expected,
    actual,
    hint,
  });
}

function voidMisfit(value: unknown): Misfit | undefined {
  return value === undefined ? undefined : { code: 'VALUE.TYPE', path: '', expected: 'no argument', actual: value };
}
