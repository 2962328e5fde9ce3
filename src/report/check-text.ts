import { differencesText, type LiveData } from './diff-text.ts';
import { count } from './table.ts';
import { linked, type Paint } from './style.ts';

/** A committed file that is not what lock, config and templates give. */
export interface FileFinding {
  readonly kind: 'stale' | 'edited' | 'missing' | 'orphan';
  /** Relative to the package's folder. */
  readonly file: string;
  /** Of a stale one: whether templates are others than those it was made with; else lock or config are. */
  readonly cause?: 'templates' | 'lock';
}

export interface CheckData {
  readonly package: string;
  readonly dir: string;
  readonly files: readonly FileFinding[];
  readonly checked: number;
  /** Only with `--live`. */
  readonly live?: LiveData;
}

export const fileMeaning: Readonly<Record<FileFinding['kind'], string>> = {
  stale: 'made from another lock or config',
  edited: 'edited by hand',
  missing: 'not there',
  orphan: 'no longer generated',
};

function meaningOf({ kind, cause }: FileFinding): string {
  return cause === 'templates' ? 'made with other templates' : fileMeaning[kind];
}

export function checkText(data: CheckData, paint: Paint, columns?: number): string {
  const lines = data.files.map(
    (found) =>
      `${sign(found.kind, paint)} ${linked(paint, found.file, `${data.dir}/${found.file}`)}: ${paint('bold', found.kind)}, ${meaningOf(found)}`,
  );
  if (data.files.length === 0)
    lines.push(`${paint('green', '✔')} ${data.package}: ${count(data.checked, 'file')} up to date`);
  else lines.push(`${paint('cyan', '→')} ${nextText(data.files, paint)}`);
  if (data.live) lines.push(...liveText(data.live, paint, columns));
  return lines.join('\n');
}

function nextText(files: readonly FileFinding[], paint: Paint): string {
  const edited = files.some((found) => found.kind === 'edited');
  return edited
    ? `${paint('bold', 'devgen adopt')} carries edits over; ${paint('bold', 'devgen generate --overwrite')} drops them`
    : paint('bold', 'devgen generate');
}

function sign(kind: FileFinding['kind'], paint: Paint): string {
  if (kind === 'missing') return paint('red', '-');
  return kind === 'orphan' ? paint('green', '+') : paint('yellow', '~');
}

function liveText(live: LiveData, paint: Paint, columns: number | undefined): readonly string[] {
  const next = live.findings.length > 0 ? [`${paint('cyan', '→')} ${paint('bold', 'devgen pull')}`] : [];
  return [...differencesText(live, paint, columns), ...next];
}
