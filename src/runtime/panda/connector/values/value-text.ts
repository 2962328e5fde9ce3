import { DevgenError } from '../../../core/contract/errors.ts';
import type { ValueSpec } from '../../../core/contract/spec.ts';

/** What a position's capture is called where there is none. */
const NO_CAPTURE = 'No';

/** A text of the box as the value of its spec. Throws PANDA.PROTOCOL for a number that is none. */
export function decodeText({ type }: ValueSpec, text: string): unknown {
  switch (type) {
    case 'bool':
      return text !== '0';
    case 'u32':
    case 'i32':
      return numberOf(text, /^-?\d{1,10}$/);
    case 'f64':
      return floatOf(text);
    case 'enum[]':
      return text === NO_CAPTURE || text === '' ? [] : text.split(' ');
    default:
      return text;
  }
}

/** A value that fits its spec, as the box takes it. */
export function encodeText({ type }: ValueSpec, value: unknown): string {
  if (type === 'bool') return value === true ? '1' : '0';
  if (type === 'enum[]') return (value as readonly string[]).join(' ') || NO_CAPTURE;
  return String(value);
}

/** As C prints a double. */
function floatOf(text: string): number {
  if (/^-?nan$/i.test(text)) return NaN;
  if (/^-?inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return numberOf(text, /^-?\d[\d.]*(?:e[-+]?\d{1,4})?$/i);
}

function numberOf(text: string, form: RegExp): number {
  const number = form.test(text) ? Number(text) : NaN;
  if (!Number.isNaN(number)) return number;
  throw new DevgenError(`the box sent ${JSON.stringify(text.slice(0, 40))} for a number`, {
    code: 'PANDA.PROTOCOL',
    expected: 'a number',
    actual: text.slice(0, 40),
    hint: 'the box changed its interface: connect again, then devgen pull',
  });
}
