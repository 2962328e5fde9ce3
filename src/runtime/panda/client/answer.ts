import { protocolError } from '../codec/protocol-error.ts';
import type { Reply } from '../codec/control/reply.ts';
import { PandaError } from './call-error.ts';

/** What one of many queries brought: a value, the lines of a list, or a refusal. */
export type Answer = string | readonly string[] | PandaError;

/** Throws PANDA.PROTOCOL. */
export function answerOf(reply: Reply, name: string): Answer {
  switch (reply.kind) {
    case 'value':
      return reply.value;
    case 'lines':
      return reply.lines;
    case 'error':
      return new PandaError(reply.message, { about: name, source: name });
    case 'ok':
      throw protocolError('no value in answer to a query', name);
  }
}

/** Why a set was refused, if it was. */
export function refusalOf(reply: Reply, name: string): PandaError | undefined {
  if (reply.kind === 'ok') return undefined;
  if (reply.kind === 'error') return new PandaError(reply.message, { about: name, source: name });
  throw protocolError('a value in answer to a set', name);
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
  const refusal = refusalOf(reply, name);
  if (refusal !== undefined) throw refusal;
}
