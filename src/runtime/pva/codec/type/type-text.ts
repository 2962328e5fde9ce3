import { printable } from '../../../core/support/printable.ts';
import type { Field, PvaType } from './pva-type.ts';

const INDENT = '  ';

/** A type for people, a field a line: `f64 value`. */
export function typeText(type: PvaType, indent = ''): string {
  switch (type.kind) {
    case 'scalar':
      return `${type.of}${type.atMost === undefined ? '' : `(${type.atMost})`}`;
    case 'scalar[]':
      return `${type.of}[${extentText(type)}]`;
    case 'struct':
    case 'union':
      return compoundText(type.kind, type, indent);
    case 'any':
      return 'any';
    default:
      if (type.of.kind === 'any') return `any[${extentText(type)}]`;
      return compoundText(`${type.of.kind}[${extentText(type)}]`, type.of, indent);
  }
}

function extentText({ atMost, exactly }: { readonly atMost?: number; readonly exactly?: number }): string {
  if (exactly !== undefined) return `${exactly}`;
  return atMost === undefined ? '' : `<=${atMost}`;
}

function compoundText(
  word: string,
  { id, fields }: { readonly id: string; readonly fields: readonly Field[] },
  indent: string,
): string {
  const head = id === '' ? word : `${word} ${printable(JSON.stringify(id))}`;
  const inner = indent + INDENT;
  const lines = fields.map(({ name, type }) => `${inner}${printable(name)}: ${typeText(type, inner)}`);
  return lines.length === 0 ? `${head} {}` : [`${head} {`, ...lines, `${indent}}`].join('\n');
}
