import { levelsText, type Note, type NotedReport } from './note.ts';

/** Commands of a GitHub workflow, which shows each beside its line; the last line is for the log. */
export function githubText(reports: readonly NotedReport[]): string {
  return reports.map(reportText).join('\n');
}

function reportText({ notes, package: name, title, extent, advice }: NotedReport): string {
  const told = notes.map(commandText);
  return [
    ...told,
    `${name}, ${title}: ${levelsText(notes)}, ${extent}${advice === undefined ? '' : `; ${advice}`}`,
  ].join('\n');
}

function commandText({ level, rule, subject, message, place }: Note): string {
  const properties = {
    file: place.file,
    line: String(place.line),
    ...(place.column !== undefined && { col: String(place.column) }),
    title: `${subject} [${rule}]`,
  };
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  const command = level === 'ignored' ? 'notice' : level;
  return `::${command} ${listed.join(',')}::${data(level === 'ignored' ? `ignored: ${message}` : message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
