import { isBreaking } from '../model/diff/choose.ts';
import type { Difference } from '../model/diff/difference.ts';
import { type Rule, rules } from '../model/diff/rules.ts';
import type { Level } from '../model/diff/suggest-version.ts';
import { changeText } from './change-text.ts';
import { type PulledSourceData, sourceText, type UnreachableData, unreachableText } from './reach-text.ts';
import type { Paint } from './style.ts';
import { count, oneLine } from './table.ts';
import { tellTogether, type Told } from './told.ts';
import { type UsesData, usesText } from './uses-text.ts';

/** One of two things that are compared. */
export interface DiffSide {
  readonly kind: 'commit' | 'lock' | 'facility';
  /** As it was typed: `main~3`. */
  readonly ref?: string;
  /** The hash of the commit that it names. */
  readonly commit?: string;
}

/** What version the package should have next, by what became of it. */
export interface SuggestedVersion {
  readonly level: Level;
  /** The older side's, and the one after it; absent where it has none. */
  readonly from?: string;
  readonly to?: string;
}

/** What two sides differ in. */
export interface ComparedData {
  /** Devices that both sides have; of a facility those that answered. */
  readonly compared: number;
  readonly findings: readonly Difference[];
}

/** How the facility differs from the lock. */
export interface LiveData extends ComparedData {
  readonly sources: readonly PulledSourceData[];
  readonly unreachable: readonly UnreachableData[];
}

/** With what was asked and did not answer, where one side is the facility. */
type MaybeLive = ComparedData & Partial<Pick<LiveData, 'sources' | 'unreachable'>>;

export interface DiffData extends MaybeLive {
  readonly package: string;
  readonly dir: string;
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly version: SuggestedVersion;
  /** Only with `--uses`. */
  readonly uses?: UsesData;
}

/** `columns` are those of a terminal; what is no terminal gets a line for each difference, however long. */
export function diffText(data: DiffData, paint: Paint, columns = Number.POSITIVE_INFINITY): string {
  const title = paint('bold', `${sideText(data.before)} -> ${sideText(data.after)}`);
  const uses = data.uses === undefined ? [] : usesText(data.uses, paint);
  return [title, ...differencesText(data, paint, columns), ...versionText(data, paint), ...uses].join('\n');
}

function versionText({ package: name, version }: DiffData, paint: Paint): readonly string[] {
  if (version.level === 'none') return [];
  const step = version.to === undefined ? '' : ` ${oneLine(version.from ?? '')} -> ${version.to}`;
  return [`${paint('cyan', '→')} ${version.level} change of ${name}${step}`];
}

function sideText({ kind, ref, commit }: DiffSide): string {
  return kind === 'commit' ? `${oneLine(ref ?? '')} (${commit?.slice(0, 10) ?? ''})` : kind;
}

/** Also of `check --live`. */
export function differencesText(
  { compared, findings, sources = [], unreachable = [] }: MaybeLive,
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): readonly string[] {
  return [
    ...sources.filter(({ reachable }) => !reachable).map((source) => sourceText(source, paint)),
    ...findingsText(findings, paint, columns),
    ...unreachableText(unreachable, paint),
    verdictText(findings, compared, paint),
    ...legend(findings, paint),
  ];
}

/** The differences alone, under a heading for each class; members that share their labels share a line. */
export function findingsText(findings: readonly Difference[], paint: Paint, columns: number): readonly string[] {
  const several = new Set(findings.flatMap(({ devices }) => devices.map(({ source }) => source))).size > 1;
  return tellTogether(findings).flatMap((told, at, all) => [
    ...(all[at - 1]?.found.class === told.found.class ? [] : [headingText(told.found.class, findings, paint)]),
    ...findingText(told, { paint, columns, several }),
  ]);
}

function headingText(name: string, findings: readonly Difference[], paint: Paint): string {
  const of = findings.filter((found) => found.class === name);
  return `${paint('bold', name)} ${paint('dim', tally(of))}`;
}

/** `2 breaking, 1 compatible` */
function tally(findings: readonly Difference[]): string {
  const breaking = findings.filter(isBreaking).length;
  const ignored = findings.filter((found) => found.ignored === true).length;
  const parts: readonly (readonly [number, string])[] = [
    [breaking, 'breaking'],
    [ignored, 'ignored'],
    [findings.length - breaking - ignored, 'compatible'],
  ];
  return parts.flatMap(([number, what]) => (number > 0 ? `${number} ${what}` : [])).join(', ');
}

function verdictText(findings: readonly Difference[], compared: number, paint: Paint): string {
  const breaking = findings.some(isBreaking);
  const devices = `${count(compared, 'device')} compared`;
  if (findings.length === 0) return `${paint('green', '✔')} no difference: ${devices}`;
  const mark = breaking ? paint('red', '✖') : paint('yellow', '~');
  return `${mark} ${count(findings.length, 'difference')}, ${tally(findings)}: ${devices}`;
}

/** What the breaking rules mean, each once. */
function legend(findings: readonly Difference[], paint: Paint): readonly string[] {
  const broken = findings.filter(isBreaking).map(({ rule }) => rule);
  return [...new Set(broken)].map((rule) => paint('dim', `  ${rule}: ${rules[rule].breaking ?? ''}`));
}

interface Manner {
  readonly paint: Paint;
  readonly columns: number;
  /** Whether a device's name alone may not tell which it is. */
  readonly several: boolean;
}

/** dsconfig's manner: `+` the newer side has it, `-` it has it no more, `=` it has it otherwise. */
function findingText(told: Told, { paint, columns, several }: Manner): readonly string[] {
  const { found } = told;
  const ofDevices = found.rule.startsWith('DEVICE_') && found.rule !== 'DEVICE_ALIAS';
  const names = devicesText(found, several);
  const what = [toldPath(told), ...[changeText(found), ofDevices ? names : ''].filter(Boolean)].join(': ');
  const label = isBreaking(found) ? paint('red', 'BREAKING') : kindOf(found);
  const sign = signs.get(found.rule) ?? '=';
  const plain = `${sign} ${what} [${found.rule}] ${kindOf(found)}`;
  const line = `${paint(colours[sign], sign)} ${what} ${paint('dim', `[${found.rule}]`)} ${label}`;
  if (ofDevices || names === '') return [line];
  const where = `on ${names}`;
  return [...plain, ' ', ...where].length > columns ? [line, paint('dim', `    ${where}`)] : [`${line} ${where}`];
}

function kindOf({ severity, ignored }: Difference): string {
  return ignored === true ? 'ignored' : severity;
}

export function pathText(found: Difference): string {
  return toldPath({ found, members: [found.member ?? ''] });
}

function toldPath({ found, members }: Told): string {
  if (found.rule === 'DEVICE_MOVED') return `${found.class} -> ${String(found.after)}`;
  const [member = ''] = members;
  if (members.length === 1) return oneLine([found.class, member].filter(Boolean).join('.'));
  const rest = members.length > 3 ? ', …' : '';
  return oneLine(`${found.class}: labels of ${members.length} members (${members.slice(0, 3).join(', ')}${rest})`);
}

/** The first few, and how many there are. */
function devicesText({ devices }: Difference, several: boolean): string {
  const names = devices.slice(0, 3).map(({ source, device }) => oneLine(several ? `${source}:${device}` : device));
  return devices.length > 3 ? `${devices.length} devices: ${names.join(', ')}, …` : names.join(', ');
}

type Sign = '+' | '-' | '=';

const signs: ReadonlyMap<Rule, Sign> = new Map<Rule, Sign>([
  ['MEMBER_EXTRA', '+'],
  ['CLASS_ADDED', '+'],
  ['CLASS_REVIVED', '+'],
  ['DEVICE_ADDED', '+'],
  ['DEVICE_RETURNED', '+'],
  ['MEMBER_MISSING', '-'],
  ['MEMBER_ABSENT', '-'],
  ['CLASS_REMOVED', '-'],
  ['CLASS_RETIRED', '-'],
  ['DEVICE_GONE', '-'],
  ['DEVICE_REMOVED', '-'],
]);

const colours = { '+': 'green', '-': 'red', '=': 'yellow' } as const;
