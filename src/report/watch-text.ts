import { type DiffData, diffText } from './diff-text.ts';
import { exitCodeOf } from './exit-code.ts';
import type { Outcomes, Warning } from './outcome.ts';
import { joined, joinedText } from './outcomes.ts';
import { type PullData, pullText } from './pull-text.ts';
import type { Paint } from './style.ts';
import { oneLine } from './table.ts';

/** What a watch has to tell: of a pull, with `--dry` of what it would change, or that something is not as it should be. */
export type WatchEvent =
  | { readonly event: 'pull'; readonly outcomes: Outcomes<PullData> }
  | { readonly event: 'diff'; readonly outcomes: Outcomes<DiffData> }
  | { readonly event: 'warning'; readonly warning: Warning };

/** Under the time of day of whoever reads it. */
export function watchText(event: WatchEvent, at: Date, paint: Paint, columns?: number): string {
  const time = paint('dim', at.toTimeString().slice(0, 8));
  switch (event.event) {
    case 'pull':
      return `${time} pull\n${joinedText(joined(event.outcomes).data, (data) => pullText(data, paint, columns), paint)}`;
    case 'diff':
      return `${time} ${joinedText(joined(event.outcomes).data, (data) => diffText(data, paint, columns), paint)}`;
    default:
      return `${time} ${paint('yellow', '!')} ${oneLine(event.warning.text)} ${paint('dim', `[${event.warning.code}]`)}`;
  }
}

/** The same for a program: what the command itself answers with `--json`, under the time. */
export function watchJson(event: WatchEvent, at: Date): object {
  const { event: kind } = event;
  if (event.event === 'warning') return { event: kind, at: at.toISOString(), ...event.warning };
  const { data, reasons, warnings } = event.event === 'pull' ? joined(event.outcomes) : joined(event.outcomes);
  return { event: kind, at: at.toISOString(), result: { ok: true, exit: exitCodeOf(reasons), ...data, warnings } };
}
