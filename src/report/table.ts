import { stripVTControlCharacters } from 'node:util';

/** Rows as aligned columns, two spaces apart, without spaces at the ends of lines. Empty columns are left out. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.map((row) => row.map(widthOf));
  const columns: number[] = [];
  for (const row of widths)
    for (const [column, width] of row.entries()) columns[column] = Math.max(columns[column] ?? 0, width);
  const lines = rows.map((row, at) => {
    let line = '';
    for (const [column, cell] of row.entries()) {
      const width = columns[column] ?? 0;
      if (width > 0) line += `${line === '' ? '' : '  '}${cell}${' '.repeat(width - (widths[at]?.[column] ?? 0))}`;
    }
    return line.trimEnd();
  });
  return lines.join('\n');
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
