import { createHash } from 'node:crypto';
import { jsonText } from '../terminal.ts';
import type { Note, NotedReport } from './note.ts';

/** A report of GitLab's code quality, to be kept as `artifacts: reports: codequality`. */
export function gitlabText(reports: readonly NotedReport[]): string {
  const seen = new Map<string, number>();
  return jsonText(
    reports
      .flatMap(({ notes }) => notes)
      .map((note) => {
        const { level, rule, subject, message, place } = note;
        // Without the line: what only moved is the same issue.
        const print = JSON.stringify([rule, subject, message, place.file]);
        const times = seen.get(print) ?? 0;
        seen.set(print, times + 1);
        return {
          description: `${level === 'ignored' ? 'Ignored: ' : ''}${subject}: ${message}`,
          check_name: `devgen/${rule}`,
          fingerprint: createHash('sha256').update(`${print}\n${times}`).digest('hex'),
          severity: severities[level],
          location: { path: place.file, lines: { begin: place.line } },
        };
      }),
  );
}

const severities: Readonly<Record<Note['level'], string>> = {
  error: 'critical',
  warning: 'minor',
  notice: 'info',
  ignored: 'info',
};
