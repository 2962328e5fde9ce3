import { stripVTControlCharacters } from 'node:util';

/** Rows as aligned columns, two spaces apart, without spaces at the ends of lines. Empty columns are left out. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  }
  const lines = rows.map((row) => {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)));
    return cells
      .filter((_, column) => widths[column] !== 0)
      .join('  ')
      .trimEnd();
  });
  return lines.join('\n');
}

function widthOf(cell: string): number {
  return [...stripVTControlCharacters(cell)].length;
}

/** Wire text on one line of a terminal: what could move the cursor, or would not be seen, becomes spaces. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** `1 device`, `2 devices`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
