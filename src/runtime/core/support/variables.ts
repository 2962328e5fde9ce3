import { DevgenError } from '../contract/errors.ts';

/** Environment variables, or what stands in their place; `VALUE.TYPE`, naming the variable, for what makes no sense. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The words that a variable has, parted by blanks. */
export function wordsOf(variables: Variables, name: string): string[] {
  return (variables[name] ?? '').split(/\s+/).filter((word) => word !== '');
}

/** Whether a variable says yes, as it does when it is unset. */
export function isYes(variables: Variables, name: string): boolean {
  const text = variables[name]?.trim() ?? '';
  if (text === '' || /^(yes|1)$/i.test(text)) return true;
  if (/^(no|0)$/i.test(text)) return false;
  throw malformed(name, text, 'YES or NO');
}

/** The number above zero that a variable has, `usual` when it is unset. */
export function numberOf(variables: Variables, name: string, usual: number, most: number): number {
  const text = variables[name]?.trim() ?? '';
  if (text === '') return usual;
  const value = Number(text);
  if (value > 0 && value <= most) return value;
  throw malformed(name, text, `a number of up to ${most}`);
}

function malformed(name: string, text: string, expected: string): DevgenError {
  return new DevgenError(`${name} is "${text}", expected ${expected}`, {
    code: 'VALUE.TYPE',
    expected,
    actual: text,
    hint: `correct ${name}, or leave it unset`,
  });
}
