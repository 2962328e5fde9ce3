import { type DiffData, diffText } from './diff-text.ts';
import { exitCodeOf } from './exit-code.ts';
import type { Outcome, Warning } from './outcome.ts';
import { type PullData, pullText } from './pull-text.ts';
import type { Paint } from './style.ts';
import { oneLine } from './table.ts';

/** What a watch has to tell: of a pull, with `--dry` of what it would change, or that something is not as it should be. */
export type WatchEvent =
  | { readonly event: 'pull'; readonly outcome: Outcome<PullData> }
  | { readonly event: 'diff'; readonly outcome: Outcome<DiffData> }
  | { readonly event: 'warning'; readonly warning: Warning };

/** Under the time of day of whoever reads it. */
export function watchText(event: WatchEvent, at: Date, paint: Paint, columns?: number): string {
  const time = paint('dim', at.toTimeString().slice(0, 8));
  switch (event.event) {
    case 'pull':
      return `${time} pull\n${pullText(event.outcome.data, paint, columns)}`;
    case 'diff':
      return `${time} ${diffText(event.outcome.data, paint, columns)}`;
    default:
      return `${time} ${paint('yellow', '!')} ${oneLine(event.warning.text)} ${paint('dim', `[${event.warning.code}]`)}`;
  }
}

/** The same for a program: what the command itself answers with `--json`, under the time. */
export function watchJson(event: WatchEvent, at: Date): object {
  const { event: kind } = event;
  if (event.event === 'warning') return { event: kind, at: at.toISOString(), ...event.warning };
  const { data, reasons, warnings } = event.outcome;
  return { event: kind, at: at.toISOString(), result: { ok: true, exit: exitCodeOf(reasons), ...data, warnings } };
}
