import type { Note, NotedReport } from './note.ts';

/** JUnit's XML: what breaks is a failure, what is ignored is skipped, and the rest passes with what there is to say. */
export function junitText(reports: readonly NotedReport[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="devgen" ${sumsOf(reports)}>`,
    ...reports.flatMap((report) => [
      `  <testsuite name=${value(`${report.package} ${report.title}`)} ${sumsOf([report])}>`,
      ...casesOf(report),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ].join('\n');
}

function casesOf({ notes, package: name, extent }: NotedReport): readonly string[] {
  if (notes.length === 0) return [`    <testcase classname=${value(name)} name=${value(extent)}/>`];
  return notes.map((note) => caseText(note, name));
}

function sumsOf(reports: readonly NotedReport[]): string {
  const notes = reports.flatMap((report) => report.notes);
  const count = (level: Note['level']): number => notes.filter((note) => note.level === level).length;
  const cases = reports.flatMap(casesOf).length;
  return `tests="${cases}" failures="${count('error')}" errors="0" skipped="${count('ignored')}"`;
}

function caseText({ level, rule, subject, message, place }: Note, name: string): string {
  const at = `file=${value(place.file)} line="${place.line}"`;
  const text = `${place.file}:${place.line}: ${message}`;
  return [
    `    <testcase classname=${value(name)} name=${value(`${subject} [${rule}]`)} ${at}>`,
    `      ${inside(level, rule, message, text)}`,
    '    </testcase>',
  ].join('\n');
}

function inside(level: Note['level'], rule: string, message: string, text: string): string {
  if (level === 'error') return `<failure type=${value(rule)} message=${value(message)}>${content(text)}</failure>`;
  if (level === 'ignored') return `<skipped message=${value(message)}/>`;
  return `<system-out>${content(text)}</system-out>`;
}

function value(text: string): string {
  return `"${content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

function content(text: string): string {
  return allowed(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** XML 1.0 has no way to write the others, not even escaped. */
function allowed(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
