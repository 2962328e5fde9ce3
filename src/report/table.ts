import { stripVTControlCharacters } from 'node:util';

/** Rows as aligned columns, two spaces apart, without spaces at the ends of lines. Empty columns are left out. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  // Plain loops, since a facility has tens of thousands of rows.
  for (const row of rows)
    for (let column = 0; column < row.length; column++)
      widths[column] = Math.max(widths[column] ?? 0, widthOf(row[column] as string));
  return rows.map((row) => lineOf(row, widths)).join('\n');
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  let line = '';
  for (let column = 0; column < row.length; column++) {
    const width = widths[column] as number;
    if (width === 0) continue;
    const cell = row[column] as string;
    line += `${line === '' ? '' : '  '}${cell}${' '.repeat(width - widthOf(cell))}`;
  }
  return line.trimEnd();
}

/** Nothing but a character for each column. */
const PLAIN = /^[ -~]*$/;

function widthOf(cell: string): number {
  return PLAIN.test(cell) ? cell.length : [...stripVTControlCharacters(cell)].length;
}

/** Wire text on one line of a terminal: what could move the cursor, or would not be seen, becomes spaces. */
export function oneLine(text: string): string {
  return PLAIN.test(text) ? text.trim() : text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** `1 device`, `2 devices`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
