import { DevgenError } from '../../../core/contract/errors.ts';
import { valueText } from '../../../core/value/value-text.ts';

/** Bytes before the line feed that the server reads; at one more it drops the connection without a word. */
export const LONGEST_LINE: number = 1022;

/** How a table is written: whole, as a piece of an endless one, or as its last piece. */
export type TableWrite = 'fixed' | 'streaming' | 'last';

const TABLE_MARKS: Readonly<Record<TableWrite, string>> = { fixed: '<', streaming: '<<', last: '<<|' };

/** Names and echo texts end where the first of these stands, and what follows would be another command. */
const MARKS = /[?=<]/;
/** What nearly every name is made of: none of those that end one. */
const PLAIN = /^[\w.*[\]]+$/;
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** `SEQ1.PRESCALE?` */
export function queryLine(name: string): string {
  return checkedLine(`${checkedName(name)}?`, name);
}

/** `SEQ1.PRESCALE=10`; an action takes the empty text. */
export function setLine(name: string, value: string): string {
  return checkedLine(`${checkedName(name)}=${checkedText(value, name)}`, name);
}

/** First line of a table: `SEQ1.TABLE<`, `<<` or `<<|`, with `B` for base64. Its data and an empty line follow. */
export function tableLine(name: string, how: TableWrite, form: 'ascii' | 'base64'): string {
  return checkedLine(`${checkedName(name)}${TABLE_MARKS[how]}${form === 'base64' ? 'B' : ''}`, name);
}

/** A line of text of a table or of a metadata value of several lines. An empty one would end it. */
export function dataLine(line: string, name: string): string {
  if (line === '') {
    throw new DevgenError(`${name}: an empty line would end the text`, {
      code: 'PANDA.TEXT',
      source: name,
      actual: line,
      hint: 'write a space in its place; nothing was sent',
    });
  }
  return checkedLine(checkedText(line, name), name);
}

function checkedName(name: string): string {
  if (PLAIN.test(name)) return name;
  const mark = CONTROL.exec(name) ?? MARKS.exec(name);
  if (name !== '' && mark === null) return name;
  throw new DevgenError(`${valueText(name)} is no name of a PandA`, {
    code: 'PANDA.TEXT',
    expected: 'a name without ? = < and control characters',
    actual: name,
    hint: 'nothing was sent: devgen show lists the names of the box',
  });
}

function checkedText(value: string, name: string): string {
  if (!CONTROL.test(value)) return value;
  throw new DevgenError(`${name}: ${valueText(value)} holds a control character`, {
    code: 'PANDA.TEXT',
    source: name,
    expected: 'text of one line',
    actual: value,
    hint: 'nothing was sent: the server would take the rest for another command',
  });
}

function checkedLine(line: string, name: string): string {
  // A character has three bytes at most for each UTF-16 unit.
  if (line.length * 3 <= LONGEST_LINE) return line;
  const length = Buffer.byteLength(line);
  if (length <= LONGEST_LINE) return line;
  throw new DevgenError(`${valueText(name)}: a line of ${length} bytes is too long`, {
    code: 'PANDA.LINE_TOO_LONG',
    source: name.length > 80 ? undefined : name,
    expected: LONGEST_LINE,
    actual: length,
    hint: `nothing was sent: a PandA takes ${LONGEST_LINE} bytes and drops the connection for more`,
  });
}
