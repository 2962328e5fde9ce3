import type { Difference } from '../model/diff/difference.ts';
import { findingsText } from './diff-text.ts';
import { publishedText, type PublishedData } from './generate-text.ts';
import {
  type DeviceName,
  type PulledSourceData,
  sourceText,
  type UnreachableData,
  unreachableText,
} from './reach-text.ts';
import type { Paint } from './style.ts';
import { oneLine } from './table.ts';

export interface PullData {
  readonly package: string;
  readonly sources: readonly PulledSourceData[];
  readonly added: readonly DeviceName[];
  readonly moved: readonly (DeviceName & { readonly from: string; readonly to: string })[];
  readonly unreachable: readonly UnreachableData[];
  readonly gone: readonly DeviceName[];
  readonly returned: readonly DeviceName[];
  readonly outside: number;
  readonly classes: {
    readonly added: readonly string[];
    readonly changed: readonly string[];
    readonly detail: readonly string[];
    readonly retired: readonly string[];
  };
  /** What became of the lock; of a first pull, where everything is new, nothing. */
  readonly findings: readonly Difference[];
  /** Class names that a person may now want to change. */
  readonly renames: readonly { readonly from: string; readonly to: string }[];
  readonly lockChanged: boolean;
  readonly files: PublishedData;
}

/** `columns` are those of a terminal. */
export function pullText(data: PullData, paint: Paint, columns = Number.POSITIVE_INFINITY): string {
  const { sources, findings, classes, added, unreachable, files, renames } = data;
  const lines = sources.map((source) => sourceText(source, paint));
  if (findings.length > 0) lines.push(...findingsText(findings, paint, columns));
  else {
    lines.push(...listed('class', classes.added, paint));
    lines.push(
      ...listed(
        'device',
        added.map(({ device }) => device),
        paint,
      ),
    );
  }
  lines.push(...unreachableText(unreachable, paint), publishedText(data.package, files, paint));
  lines.push(
    ...renames.map(
      ({ from, to }) => `${paint('cyan', '→')} devgen rename ${from} ${to}: what bore ${to} is ${from} now`,
    ),
  );
  return lines.join('\n');
}

function listed(noun: string, names: readonly string[], paint: Paint): readonly string[] {
  const shown = names.slice(0, 10).map((name) => `${paint('green', '+')} ${noun} ${oneLine(name)}`);
  return names.length > 10 ? [...shown, paint('dim', `  and ${names.length - 10} more`)] : shown;
}
