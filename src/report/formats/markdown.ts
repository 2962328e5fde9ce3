import { count } from '../table.ts';
import type { Note, NotedReport } from './note.ts';

/** A comment for a pull request: a line that says it all, what breaks as a table, and the rest folded. */
export function markdownText(reports: readonly NotedReport[]): string {
  return reports.map(reportText).join('\n\n');
}

function reportText({ notes, package: name, title, extent, advice }: NotedReport): string {
  const [grave, rest] = [notes.filter(isGrave), notes.filter((note) => !isGrave(note))];
  const verdict =
    grave.length > 0
      ? `❌ ${count(grave.length, 'problem')}`
      : notes.length > 0
        ? '🟡 nothing breaks'
        : '✅ no difference';
  return [
    `### ${code(name)}: ${verdict}`,
    `${code(title)}, ${code(extent)}${advice === undefined ? '' : `. **${escaped(advice)}**`}`,
    ...(grave.length > 0 ? [table(grave)] : []),
    ...(rest.length > 0
      ? [`<details>\n<summary>${count(rest.length, 'other')}</summary>`, table(rest), '</details>']
      : []),
  ].join('\n\n');
}

function isGrave({ level }: Note): boolean {
  return level === 'error' || level === 'warning';
}

function table(notes: readonly Note[]): string {
  const rows = notes.map(({ level, rule, subject, message, place }) => {
    const where = `${place.file}:${place.line}`;
    return `| ${level} | ${code(subject)} | ${code(message)} | ${code(rule)} | ${code(where)} |`;
  });
  return ['| | what | became | rule | where |', '|---|---|---|---|---|', ...rows].join('\n');
}

/**
 * Text as nothing but text. In the element for code no `@name` is called and no `:word:` drawn; what Markdown would read
 * is written by its number, since a backtick or a bar in backticks ends them in one renderer or another.
 */
function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

function escaped(text: string): string {
  // Of www. a link is made without any other character.
  return text.replaceAll(/[^\p{L}\p{N} .,/-]|w(?=ww\.)/giu, (character) => `&#${character.codePointAt(0) ?? 0xfffd};`);
}
