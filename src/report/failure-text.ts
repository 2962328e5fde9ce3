import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure, FailurePlace } from './failure.ts';
import { linked, type Paint } from './style.ts';
import { oneLine } from './table.ts';

/** Of this package, whose pages are installed with it. */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A failure as a person reads it: what, where, why, where its code is explained, and what to do next. */
export function failureText(failure: Failure, paint: Paint): string {
  const lines = [`${paint('red', '✖')} ${oneLine(failure.summary)} ${paint('dim', `[${failure.code}]`)}`];
  if (failure.where) lines.push(`  ${linked(paint, paint('dim', placeText(failure.where)), failure.where.file)}`);
  if (failure.why) lines.push(...failure.why.split('\n').map((line) => `  ${oneLine(line)}`));
  const [page = ''] = failure.docs.split('#');
  lines.push(`  ${linked(paint, paint('dim', `See ${installed(failure.docs)}`), `${root}${page}`)}`);
  for (const { label, command } of failure.next) {
    const step = { label: oneLine(label), ...(command !== undefined && { command: oneLine(command) }) };
    lines.push(`${paint('cyan', '→')} ${stepText(step, paint)}`);
  }
  return lines.join('\n');
}

/** A file of this package as one may open it from here: from the current folder, or from the top where that is shorter. */
function installed(file: string): string {
  const [whole, fromHere] = [`${root}${file}`, relative('', `${root}${file}`)];
  return (fromHere.length < whole.length ? fromHere : whole).replaceAll('\\', '/');
}

function placeText(place: FailurePlace): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

function stepText(step: Failure['next'][number], paint: Paint): string {
  if (step.command === undefined) return step.label;
  if (step.label.includes(step.command)) return step.label.replace(step.command, (command) => paint('bold', command));
  return step.label === 'Run' ? paint('bold', step.command) : `${step.label}: ${paint('bold', step.command)}`;
}
