import { isBreaking } from '../../model/diff/choose.ts';
import type { Difference } from '../../model/diff/difference.ts';
import { changeText } from '../change-text.ts';
import type { CheckData } from '../check-text.ts';
import { fileMeaning } from '../check-text.ts';
import { type DiffData, type DiffSide, pathText } from '../diff-text.ts';
import type { UnreachableData } from '../reach-text.ts';
import { count, oneLine } from '../table.ts';
import { type UseData, useText } from '../uses-text.ts';
import { gravestFirst, type Note, type NotedReport } from './note.ts';

/** Where things are, from the top of the repository. */
export interface Places {
  readonly lock: string;
  /** The lock's line that a difference is about. */
  readonly lineOf: (found: Difference) => number;
  /** A file of the package. */
  readonly generated: (file: string) => string;
  /** A file of a user's, as a use names it. */
  readonly user: (file: string) => string;
}

export function diffReport(data: DiffData, places: Places): NotedReport {
  const { uses, version, unreachable = [], findings, compared } = data;
  const step = version.to === undefined ? '' : `, ${oneLine(version.from ?? '')} -> ${version.to}`;
  return {
    package: data.package,
    title: `${sideText(data.before)} -> ${sideText(data.after)}`,
    notes: gravestFirst([
      ...(uses?.found ?? []).map((use) => useNote(use, places)),
      ...findings.map((found) => differenceNote(found, places)),
      ...unreachable.map((device) => unreachableNote(device, places)),
    ]),
    extent: `${count(compared, 'device')} compared`,
    ...(version.level !== 'none' && { advice: `${version.level} change${step}` }),
  };
}

export function checkReport({ live, files, checked, ...data }: CheckData, places: Places): NotedReport {
  const compared = live === undefined ? '' : `, ${count(live.compared, 'device')} compared`;
  return {
    package: data.package,
    title: live === undefined ? 'check' : 'check --live',
    notes: gravestFirst([
      ...files.map(({ kind, file }): Note => ({
        level: 'error',
        rule: kind,
        subject: oneLine(file),
        message: fileMeaning[kind],
        place: kind === 'missing' ? { file: places.lock, line: 1 } : { file: places.generated(file), line: 1 },
      })),
      ...(live?.findings ?? []).map((found) => differenceNote(found, places)),
      ...(live?.unreachable ?? []).map((device) => unreachableNote(device, places)),
    ]),
    extent: `${count(checked, 'file')} checked${compared}`,
  };
}

function sideText({ kind, ref }: DiffSide): string {
  return kind === 'commit' ? oneLine(ref ?? '') : kind;
}

function differenceNote(found: Difference, { lock, lineOf }: Places): Note {
  const names = found.devices.slice(0, 3).map(({ device }) => oneLine(device));
  const more = found.devices.length > 3 ? ` and ${found.devices.length - 3} more` : '';
  const where = names.length === 0 ? '' : `on ${names.join(', ')}${more}`;
  const level = found.ignored === true ? 'ignored' : isBreaking(found) ? 'error' : 'notice';
  return {
    level,
    rule: found.rule,
    subject: pathText(found),
    message: [changeText(found), where].filter(Boolean).join(' ') || found.severity,
    place: { file: lock, line: lineOf(found) },
  };
}

function useNote(use: UseData, { user }: Places): Note {
  const path = [use.class, use.member].filter(Boolean).join('.');
  return {
    level: 'error',
    rule: use.rule,
    subject: oneLine(path),
    message: useText(use),
    place: { file: user(use.file), line: use.line, column: use.column },
  };
}

function unreachableNote({ device, why, code, offline }: UnreachableData, { lock }: Places): Note {
  return {
    level: offline === true ? 'notice' : 'warning',
    rule: code,
    subject: oneLine(device),
    message: `out of reach: ${oneLine(why)}`,
    place: { file: lock, line: 1 },
  };
}
