import { DevgenError } from '../../core/contract/errors.ts';
import { valueText } from '../../core/value/value-text.ts';
import type { FormOf } from './form.ts';

const INTEGER = /^[iu](8|16|32)$/;

/** A choice of two is a flag, whatever the two are called, and so is an integer that is 0 or 1: a bit of a record. */
export const flagForm: FormOf = ({ type }, labels) => {
  if (!INTEGER.test(type) && (type !== 'enum' || labels()?.length !== 2)) return undefined;
  return {
    type: 'bool',
    read(value) {
      const index = typeof value === 'string' ? labels()?.indexOf(value) : value;
      if (index === 0 || index === 1) return index === 1;
      throw new DevgenError(`${valueText(value)} is no flag, expected zero or one`, {
        code: 'VALUE.TYPE',
        expected: labels() ?? 'zero or one',
        actual: value,
        hint: 'the live system has changed: devgen pull, and read the diff in git',
      });
    },
    write: Number,
  };
};
