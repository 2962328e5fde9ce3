import type { Failure, FailurePlace } from './failure.ts';
import type { Paint } from './style.ts';
import { oneLine } from './table.ts';

/** A failure as a person reads it: what, where, why, and what to do next. */
export function failureText(failure: Failure, paint: Paint): string {
  const lines = [`${paint('red', '✖')} ${oneLine(failure.summary)} ${paint('dim', `[${failure.code}]`)}`];
  if (failure.where) lines.push(`  ${paint('dim', placeText(failure.where))}`);
  if (failure.why) lines.push(...failure.why.split('\n').map((line) => `  ${oneLine(line)}`));
  for (const { label, command } of failure.next) {
    const step = { label: oneLine(label), ...(command !== undefined && { command: oneLine(command) }) };
    lines.push(`${paint('cyan', '→')} ${stepText(step, paint)}`);
  }
  return lines.join('\n');
}

function placeText(place: FailurePlace): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

function stepText(step: Failure['next'][number], paint: Paint): string {
  if (step.command === undefined) return step.label;
  if (step.label.includes(step.command)) return step.label.replace(step.command, (command) => paint('bold', command));
  return step.label === 'Run' ? paint('bold', step.command) : `${step.label}: ${paint('bold', step.command)}`;
}
