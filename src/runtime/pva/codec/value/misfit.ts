import { DevgenError } from '../../../core/contract/errors.ts';
import { valueText } from '../../../core/value/value-text.ts';

/** A value that its type cannot hold: `VALUE.TYPE`, and nothing was sent. */
export function misfit(path: string, value: unknown, expected: string, hint?: string): DevgenError {
  const where = path === '' ? '' : `${path}: `;
  return new DevgenError(`${where}${valueText(value)} is not ${expected}`, {
    code: 'VALUE.TYPE',
    expected,
    actual: value,
    hint,
  });
}
