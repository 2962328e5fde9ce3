import { DevgenError } from '../../../core/contract/errors.ts';
import { valueText } from '../../../core/value/value-text.ts';

/** The server's value is none of the type that a class declares for it. */
export function misfit(value: unknown, expected: string): DevgenError {
  return new DevgenError(`the server sent ${valueText(value)}, expected ${expected}`, {
    code: 'VALUE.TYPE',
    expected,
    actual: value,
    hint: 'the class says more than Channel Access can tell: correct its type, or read it over PV Access',
  });
}
