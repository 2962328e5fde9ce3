import { describe, expect, it } from 'vitest';
import { githubText } from '../../../src/report/formats/github.ts';
import { gitlabText } from '../../../src/report/formats/gitlab.ts';
import { junitText } from '../../../src/report/formats/junit.ts';
import { markdownText } from '../../../src/report/formats/markdown.ts';
import type { Note, NotedReport } from '../../../src/report/formats/note.ts';
import { terminalText } from '../../../src/report/terminal.ts';
import { readCommand, readIssues, readJunit, readMarkdown, tableRows } from './readers.ts';

const hostile = [
  '*/ process.exit(1) /*',
  ']]> </failure> <x a="b">',
  'a | b \\| c \\',
  '`code` ``` and ``more``',
  '::error file=x,line=1::got you',
  '##[error]got you',
  'two\nlines\r\nof it',
  '@everyone #1 !2 :tada:',
  '</code></details><script>alert(1)</script><!-- ',
  '[link](javascript:alert(1)) ![img](https://x.invalid)',
  '_a_ **b** ~~c~~ $x$',
  '100%25 %0A &amp; &#10; ü 漢 😀',
  'https://x.invalid www.x.invalid a@b.invalid',
];

const levels: readonly Note['level'][] = ['error', 'warning', 'notice', 'ignored'];
const notes: readonly Note[] = hostile.map((text, at) => ({
  level: levels[at % levels.length] ?? 'error',
  rule: 'MEMBER_TYPE',
  subject: text,
  message: `now ${text}`,
  place: { file: 'out/a, b:c.json', line: at + 1, ...(at % 2 === 0 && { column: 3 }) },
}));
const report: NotedReport = {
  package: '@bl01/devices',
  title: 'feature/@x`|<b> -> lock',
  notes,
  extent: '3 devices compared',
  advice: 'major change, 1.2.0 -> 2.0.0',
};
const quiet: NotedReport = { package: '@bl01/devices', title: 'main -> lock', notes: [], extent: '3 devices compared' };

/** A table cell has no line ends. */
const one = (value: string): string => value.replaceAll(/\s+/g, ' ');

describe('whatever text comes from the wire', () => {
  it('GitHub: each note is one command, and its texts come out as they went in', () => {
    const lines = terminalText(githubText([report])).split('\n');
    expect(lines.length).toBe(notes.length + 1);
    expect(lines.at(-1)).not.toMatch(/^\s*::|##\[/);
    expect(lines.slice(0, -1).map(readCommand)).toEqual(
      notes.map(({ level, subject, message, place: { file, line, column } }) => ({
        command: level === 'ignored' ? 'notice' : level,
        properties: {
          file,
          line: `${line}`,
          ...(column !== undefined && { col: `${column}` }),
          title: `${subject} [MEMBER_TYPE]`,
        },
        data: level === 'ignored' ? `ignored: ${message}` : message,
      })),
    );
  });

  it('GitLab: each note is an issue that no other has the print of', () => {
    const issues = readIssues(terminalText(gitlabText([{ ...report, notes: [...notes, ...notes] }])));
    expect(issues.length).toBe(2 * notes.length);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    for (const [at, { subject, place }] of notes.entries()) {
      expect(issues[at]?.description).toContain(subject);
      expect(issues[at]?.location).toEqual({ path: place.file, lines: { begin: place.line } });
    }
    const moved = notes.map((note) => ({ ...note, place: { ...note.place, line: note.place.line + 7 } }));
    const after = readIssues(gitlabText([{ ...report, notes: moved }]));
    expect(after.map(({ fingerprint }) => fingerprint)).toEqual(
      issues.slice(0, notes.length).map(({ fingerprint }) => fingerprint),
    );
  });

  it('JUnit: each note is a case, and its texts come out as they went in', async () => {
    const cases = await readJunit(terminalText(junitText([report])));
    const results = { error: 'failure', warning: 'system-out', notice: 'system-out', ignored: 'skipped' } as const;
    expect(cases.map(({ name, result, line }) => [name, result, line])).toEqual(
      notes.map(({ subject, level, place }) => [`${subject} [MEMBER_TYPE]`, results[level], `${place.line}`]),
    );
    for (const [at, { message, level }] of notes.entries())
      if (level === 'error') expect(cases[at]?.message).toBe(message);
  });

  it('JUnit: what XML cannot say is replaced', async () => {
    const bad = String.fromCharCode(0, 1, 8, 0x1b, 0xd800, 0xffff);
    const cases = await readJunit(junitText([{ ...report, notes: [{ ...notes[0]!, message: bad }] }]));
    expect(cases[0]?.message).toBe('\uFFFD'.repeat(6));
  });

  it('Markdown: each note is a row of text alone, what breaks first and the rest folded', async () => {
    const text = terminalText(markdownText([report]));
    const nodes = await readMarkdown(text);
    const grave = notes.filter(({ level }) => level === 'error' || level === 'warning');
    const rest = notes.filter((note) => !grave.includes(note));
    expect(tableRows(nodes).map((row) => row.map(one))).toEqual(
      [...grave, ...rest].map(({ level, subject, message, rule, place }) =>
        [level, subject, message, rule, `${place.file}:${place.line}`].map(one),
      ),
    );
    expect(new Set(nodes.map(({ type }) => type))).toEqual(
      new Set(['root', 'heading', 'paragraph', 'strong', 'table', 'tableRow', 'tableCell', 'text', 'html']),
    );
    expect(new Set(nodes.filter(({ type }) => type === 'html').map(({ value }) => value))).toEqual(
      new Set(['<code>', '</code>', `<details>\n<summary>${rest.length} others</summary>`, '</details>']),
    );
    expect(text).not.toMatch(/[@`#]\w(?<!&#\d)/);
  });
});

describe('where nothing is found', () => {
  it('each says so and nothing else', async () => {
    expect(githubText([quiet])).toBe('@bl01/devices, main -> lock: nothing found, 3 devices compared');
    expect(readIssues(gitlabText([quiet]))).toEqual([]);
    expect(await readJunit(junitText([quiet]))).toEqual([
      { name: '3 devices compared', file: null, line: null, result: null, message: null, text: null },
    ]);
    expect(tableRows(await readMarkdown(markdownText([quiet])))).toEqual([]);
    expect(markdownText([quiet])).toContain('✅ no difference');
  });
});
