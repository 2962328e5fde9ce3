import { unreachableText, type UnreachableData } from './pull-text.ts';
import { count, oneLine } from './table.ts';
import type { Paint } from './style.ts';

/** A committed file that is not what lock, config and templates give. */
export interface FileFinding {
  readonly kind: 'stale' | 'edited' | 'missing' | 'orphan';
  /** Relative to the package's folder. */
  readonly file: string;
}

/** A difference between facility and lock, with all devices that show it. */
export interface LiveFinding {
  readonly rule: string;
  readonly severity: 'breaking' | 'compatible';
  readonly class: string;
  readonly member?: string;
  /** The lock's side and the facility's. */
  readonly expected?: string;
  readonly actual?: string;
  readonly devices: readonly string[];
}

export interface CheckData {
  readonly package: string;
  readonly dir: string;
  readonly files: readonly FileFinding[];
  readonly checked: number;
  /** Only with `--live`. */
  readonly live?: {
    readonly compared: number;
    readonly findings: readonly LiveFinding[];
    readonly unreachable: readonly UnreachableData[];
  };
}

const meaning: Readonly<Record<FileFinding['kind'], string>> = {
  stale: 'made from another lock, config or template',
  edited: 'edited by hand',
  missing: 'not there',
  orphan: 'no longer generated',
};

export function checkText(data: CheckData, paint: Paint): string {
  const lines = data.files.map(
    (found) => `${sign(found.kind, paint)} ${found.file}: ${paint('bold', found.kind)}, ${meaning[found.kind]}`,
  );
  if (data.files.length === 0)
    lines.push(`${paint('green', '✔')} ${data.package}: ${count(data.checked, 'file')} up to date`);
  else lines.push(`${paint('cyan', '→')} ${nextText(data.files, paint)}`);
  if (data.live) lines.push(...liveText(data.live, paint));
  return lines.join('\n');
}

function nextText(files: readonly FileFinding[], paint: Paint): string {
  const edited = files.some((found) => found.kind === 'edited');
  return edited
    ? `move your edits to a class of your own, then ${paint('bold', 'devgen generate --overwrite')}`
    : paint('bold', 'devgen generate');
}

function sign(kind: FileFinding['kind'], paint: Paint): string {
  if (kind === 'missing') return paint('red', '-');
  return kind === 'orphan' ? paint('green', '+') : paint('yellow', '~');
}

function liveText(live: NonNullable<CheckData['live']>, paint: Paint): readonly string[] {
  const lines = live.findings.map((found) => findingText(found, paint));
  const breaking = live.findings.filter((found) => found.severity === 'breaking').length;
  const verdict =
    live.findings.length === 0
      ? `${paint('green', '✔')} facility and lock agree`
      : `${paint('red', '✖')} ${count(live.findings.length, 'difference')}, ${breaking} breaking`;
  lines.push(...unreachableText(live.unreachable, paint), `${verdict}: ${count(live.compared, 'device')} compared`);
  if (live.findings.length > 0) lines.push(`${paint('cyan', '→')} ${paint('bold', 'devgen pull')}`);
  return lines;
}

/** dsconfig's manner: `+` the facility has it, `-` it has it no more, `=` it has it otherwise. */
function findingText(found: LiveFinding, paint: Paint): string {
  const only = found.expected === undefined ? '+' : found.actual === undefined ? '-' : '=';
  const change = [found.expected, found.actual]
    .filter((side) => side !== undefined)
    .map(oneLine)
    .join(' → ');
  const what = oneLine([found.class, found.member].filter(Boolean).join('.'));
  const where = `${oneLine(found.devices[0] ?? '')}${found.devices.length > 1 ? ` and ${found.devices.length - 1} more` : ''}`;
  const label = found.severity === 'breaking' ? paint('red', 'BREAKING') : 'compatible';
  return `${only} ${what}: ${change} ${paint('dim', `[${found.rule}]`)} ${label} on ${where}`;
}
