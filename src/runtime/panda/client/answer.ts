import { protocolError } from '../codec/protocol-error.ts';
import type { Reply } from '../codec/control/reply.ts';
import { PandaError } from './call-error.ts';

/** What one of many queries brought: a value, the lines of a list, or a refusal. */
export type Answer = string | readonly string[] | PandaError;

export function answerOf(reply: Reply, name: string): Answer {
  switch (reply.kind) {
    case 'value':
      return reply.value;
    case 'lines':
      return reply.lines;
    case 'error':
      return new PandaError(reply.message, { about: name, source: name });
    case 'ok':
      return '';
  }
}

/** Throws a {@link PandaError}. */
export function linesOf(reply: Reply, name: string): readonly string[] {
  const answer = answerOf(reply, name);
  if (answer instanceof PandaError) throw answer;
  return typeof answer === 'string' ? [answer] : answer;
}

/** Throws a {@link PandaError}. */
export function textOf(reply: Reply, name: string): string {
  return linesOf(reply, name).join('\n');
}

/** Throws a {@link PandaError}. */
export function checkDone(reply: Reply, name: string): void {
  if (reply.kind === 'error') throw new PandaError(reply.message, { about: name, source: name });
  if (reply.kind !== 'ok') throw protocolError('a value in answer to a set', name);
}
