import { type Callee, whereIs } from '../signal/call.ts';
import { DevgenError } from '../contract/errors.ts';
import { type Misfit, misfitOf, unknownLabel } from './misfit.ts';
import type { SignalSpec, ValueSpec } from '../contract/spec.ts';
import { valueText } from './value-text.ts';

type Member = Pick<Callee, 'name' | 'source'>;

/** Throws VALUE.TYPE or VALUE.LABEL_UNKNOWN, naming the member and the place inside a table, struct or array. */
export function checkValue(spec: ValueSpec | undefined, value: unknown, of: Member): void {
  const misfit = spec === undefined ? voidMisfit(value) : misfitOf(spec, value);
  if (misfit !== undefined) throw misfitError(misfit, of, 'nothing was sent');
}

/** What is wrong with a value from the wire, if its class does not declare the label, or types it otherwise in vain. */
export function labelError(
  spec: ValueSpec & Pick<SignalSpec, 'wire'>,
  value: unknown,
  of: Member,
): DevgenError | undefined {
  if (spec.wire === undefined) {
    const misfit = unknownLabel(spec, value);
    return misfit && misfitError(misfit, of, 'the live system has changed: devgen pull, and read the diff in git');
  }
  const misfit = unknownLabel(spec, value) ?? misfitOf(spec, value);
  return misfit && misfitError(misfit, of, 'the class types it otherwise: `retype` in devgen.yaml');
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
