import { protocolError } from '../protocol-error.ts';

/** One line of `*CHANGES?`. */
export type Change =
  | { readonly kind: 'value'; readonly name: string; readonly value: string }
  /** A table or a metadata value of several lines: it is another one now, and must be asked for. */
  | { readonly kind: 'table'; readonly name: string }
  /** The box has no text for the value: an enum's number without a label. */
  | { readonly kind: 'error'; readonly name: string };

/** Groups of `*CHANGES`; all of them where none is named. */
export const CHANGE_GROUPS = ['CONFIG', 'BITS', 'POSN', 'READ', 'ATTR', 'TABLE', 'METADATA'] as const;
export type ChangeGroup = (typeof CHANGE_GROUPS)[number];

const ERROR = ' (error)';

/** Throws PANDA.PROTOCOL. */
export function parseChange(line: string): Change {
  const mark = /[=<]/.exec(line);
  if (mark?.[0] === '=') return { kind: 'value', name: line.slice(0, mark.index), value: line.slice(mark.index + 1) };
  if (mark !== null && mark.index === line.length - 1) return { kind: 'table', name: line.slice(0, -1) };
  if (line.endsWith(ERROR)) return { kind: 'error', name: line.slice(0, -ERROR.length) };
  throw protocolError('a change of unknown form', line);
}
